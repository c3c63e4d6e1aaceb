"""The administrator's forms: what is refused there, and in which words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    BaseUserCreationForm,
    UserChangeForm,
)
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from accounts.departures import what_keeps
from accounts.models import NOT_TO_ONESELF, RoleGrant, Unit, User
from accounts.roles import CASELOAD_ROLES, Role

NOT_ONES_OWN_ACCOUNT = "You cannot close your own account: ask another administrator."
NEEDS_AGENCY = "An agency representative needs an agency: choose it above."

if TYPE_CHECKING:
    GrantFormSetBase = BaseInlineFormSet[RoleGrant, User, forms.ModelForm[RoleGrant]]
    ChangeFormBase = UserChangeForm[User]
    CreationFormBase = BaseUserCreationForm[User]
    GrantFormBase = forms.ModelForm[RoleGrant]
    PasswordFormBase = AdminPasswordChangeForm[User]
else:
    PasswordFormBase = AdminPasswordChangeForm
    GrantFormSetBase = BaseInlineFormSet
    ChangeFormBase = UserChangeForm
    CreationFormBase = BaseUserCreationForm
    GrantFormBase = forms.ModelForm


class NewPersonForm(CreationFormBase):
    """A person's account and first password."""

    class Meta:
        model = User
        fields = ("username", "name", "email", "unit", "agency")


class PersonForm(ChangeFormBase):
    """A person's account; ``actor`` is the administrator, set by the page."""

    actor: User | None = None

    def clean_is_active(self) -> bool:
        """Refuses to close one's own account, or that of somebody who has cases."""
        active = bool(self.cleaned_data["is_active"])
        if active or not self.initial.get("is_active"):
            return active
        if self.actor is not None and self.actor.pk == self.instance.pk:
            raise ValidationError(NOT_ONES_OWN_ACCOUNT)
        if said := what_keeps(self.instance):
            raise ValidationError(said)
        return active

    def clean_unit(self) -> Unit | None:
        """Refuses to move somebody who has cases of the unit they leave."""
        unit: Unit | None = self.cleaned_data["unit"]
        leaves = self.initial.get("unit") not in (None, unit.pk if unit else None)
        if leaves and (said := what_keeps(self.instance)):
            raise ValidationError(said)
        return unit


class NewPasswordForm(PasswordFormBase):
    """A password for somebody who forgot theirs; there is no other way to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class GrantForm(GrantFormBase):
    """One role. Once given it can only be ended, so that history stays true."""

    class Meta:
        model = RoleGrant
        fields = ("role", "valid_from", "valid_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["role"].disabled = True
            self.fields["valid_from"].disabled = True


class GrantFormSet(GrantFormSetBase):
    """The roles of one person; ``actor`` is the administrator, set by the page."""

    actor: User | None = None

    def clean(self) -> None:
        """The rules that need more than one row, or know who is asking."""
        super().clean()
        if any(self.errors) or not self.has_changed():
            return
        if self.actor is not None and self.actor.pk == self.instance.pk:
            raise ValidationError(NOT_TO_ONESELF)
        grants = [form.instance for form in self.forms if _is_used(form)]
        roles = {grant.role for grant in grants if grant.valid_to is None}
        if Role.AGENCY_REPRESENTATIVE in roles and self.instance.agency is None:
            raise ValidationError(NEEDS_AGENCY)
        self._refuse_departure(grants)

    def _refuse_departure(self, grants: list[RoleGrant]) -> None:
        """Say beside the day why the last job with a caseload cannot end yet."""
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        if any(grant.carries_caseload_on(tomorrow) for grant in grants):
            return
        held = RoleGrant.objects.in_force(tomorrow).filter(
            user=self.instance.pk, role__in=CASELOAD_ROLES
        )
        lost = set(held.values_list("pk", flat=True))
        said = what_keeps(self.instance) if lost else []
        for form in self.forms:
            if said and form.instance.pk in lost:
                form.add_error("valid_to", said)


def _is_used(form: forms.ModelForm[RoleGrant]) -> bool:
    return bool(form.instance.pk) or form.has_changed()
