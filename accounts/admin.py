"""People, their roles, units and agencies, for administrators only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.admin_forms import (
    GrantForm,
    GrantFormSet,
    NewPasswordForm,
    NewPersonForm,
    PersonForm,
)
from accounts.models import Agency, RoleGrant, Unit, User
from accounts.watchers import Verb, tell

if TYPE_CHECKING:
    PersonAdminBase = UserAdmin[User]
    GrantInlineBase = admin.StackedInline[RoleGrant, User]
    ModelAdminBase = admin.ModelAdmin[Any]
else:
    PersonAdminBase = UserAdmin
    GrantInlineBase = admin.StackedInline
    ModelAdminBase = admin.ModelAdmin


class AdministratorOnly:
    """The role decides, not Django's permissions; nobody deletes anything."""

    admin_site: admin.AdminSite

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class GrantInline(AdministratorOnly, GrantInlineBase):
    """The roles of the person on the page; stacked, so that every box has a label."""

    model = RoleGrant
    form = GrantForm
    formset = GrantFormSet
    fk_name = "user"
    fields = ("role", ("valid_from", "valid_to"), "granted_by")
    readonly_fields = ("granted_by",)
    extra = 1
    verbose_name = "role"

    def get_formset(
        self, request: HttpRequest, obj: User | None = None, **kwargs: Any
    ) -> type[GrantFormSet]:
        """The formset's class is made for this request and so may know who asks."""
        made = cast("type[GrantFormSet]", super().get_formset(request, obj, **kwargs))
        made.actor = _actor(request)
        return made


@admin.register(User)
class PersonAdmin(AdministratorOnly, PersonAdminBase):
    """People: added, changed, closed; never deleted."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = NewPasswordForm
    inlines = (GrantInline,)
    list_display = ("name", "username", "unit", "agency", "roles_today", "is_active")
    list_filter = ("is_active", "unit", "agency", "role_grants__role")
    search_fields = ("name", "username")
    ordering = ("name",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("name", "username", "password", "email")}),
        ("Where they work", {"fields": ("unit", "agency")}),
        ("Account", {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("name", "username", "email", "unit", "agency")}),
        ("First password", {"fields": ("password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Everybody, with the roles that they hold today."""
        today = RoleGrant.objects.in_force(timezone.localdate())
        grants = Prefetch("role_grants", queryset=today, to_attr="grants_today")
        return super().get_queryset(request).prefetch_related(grants)

    @admin.display(description="roles today")
    def roles_today(self, person: User) -> str:
        """The jobs held today, in words."""
        grants: list[RoleGrant] = getattr(person, "grants_today", [])
        return ", ".join(grant.get_role_display() for grant in grants)

    def get_form(
        self,
        request: HttpRequest,
        obj: User | None = None,
        change: Any = None,
        **kwargs: Any,
    ) -> type[ModelForm[User]]:
        """The form's class is made for this request and so may know who asks."""
        made = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(made, PersonForm):
            made.actor = _actor(request)
        return made

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: Any
    ) -> None:
        """Save the person, and tell of it in the same transaction."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            verb = _what_happened(obj, form.changed_data) if change else Verb.ADDED
            names = {name.rstrip("12") for name in form.changed_data}
            tell(actor=_actor(request), subject=obj, verb=verb, fields=sorted(names))

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,  # noqa: ARG002 - Django's signature
        formset: Any,
        change: Any,  # noqa: ARG002 - the same
    ) -> None:
        """Save the roles, new ones first: only then may the last old one end."""
        formset.save(commit=False)
        actor = _actor(request)
        for grant in formset.new_objects:
            grant.granted_by = actor
            _save_grant(grant, actor, Verb.ROLE_GIVEN, ("valid_from", "valid_to"))
        for grant, names in _longest_first(formset.changed_objects):
            _save_grant(grant, actor, Verb.ROLE_CHANGED, names)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - the address names it so
        form_url: str = "",
    ) -> HttpResponse:
        """Django's page to set a password, with the telling in one transaction."""
        with transaction.atomic():
            before = User.objects.filter(pk=id).values_list("password", flat=True)
            was = list(before)
            response = super().user_change_password(request, id, form_url)
            person = User.objects.filter(pk=id).first()
            if person is not None and [person.password] != was:
                verb, names = Verb.PASSWORD_SET, ("password",)
                tell(actor=_actor(request), subject=person, verb=verb, fields=names)
        return response


@admin.register(Unit)
class UnitAdmin(AdministratorOnly, ModelAdminBase):
    """Teams that work cases together."""

    list_display = ("name", "force_name", "force_code")


@admin.register(Agency)
class AgencyAdmin(AdministratorOnly, ModelAdminBase):
    """Partner organisations."""

    search_fields = ("name",)


def _actor(request: HttpRequest) -> User:
    return cast("User", request.user)


def _what_happened(person: User, names: Iterable[str]) -> Verb:
    if "is_active" not in names:
        return Verb.CHANGED
    return Verb.REACTIVATED if person.is_active else Verb.DEACTIVATED


def _save_grant(
    grant: RoleGrant, actor: User, verb: Verb, names: Iterable[str]
) -> None:
    grant.save()
    tell(actor=actor, subject=grant.user, verb=verb, fields=(grant.role, *names))


def _longest_first(
    changed: list[tuple[RoleGrant, list[str]]],
) -> list[tuple[RoleGrant, list[str]]]:
    """Roles without an end, then the latest end, so that an extension comes first."""
    return sorted(
        changed,
        key=lambda pair: (pair[0].valid_to is None, str(pair[0].valid_to)),
        reverse=True,
    )
