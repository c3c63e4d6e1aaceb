"""Fictional people and cases for a trial, made by walking real moves."""
