"""How the product is put together and run. The Celery app must exist with Django."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
