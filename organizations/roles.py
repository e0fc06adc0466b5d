"""Roles of people in organizations; imports nothing of ours but Django's choices."""

from enum import nonmember

from django.db import models


class Role(models.TextChoices):
    """What a membership lets a person do (domain rules, states of a task)."""

    DEPARTMENT = "department", "Специалист департамента"
    DEPARTMENT_HEAD = "department_head", "Руководитель департамента"
    MUNICIPAL = "municipal", "Муниципальный координатор"
    SCHOOL = "school", "Школьный администратор"
    METHODOLOGIST = "methodologist", "Методист"
    OBSERVER = "observer", "Наблюдатель"
    ADMINISTRATOR = "administrator", "Администратор портала"

    SPECIALISTS = nonmember(("department", "department_head"))
    READERS_OF_ALL = nonmember(("department", "department_head", "methodologist", "observer"))


class GroupCode(models.TextChoices):
    """The four groups of addressees of a resolution."""

    DEPARTMENT = "department", "Департамент"
    MUNICIPAL = "municipal", "Муниципальные органы управления образованием"
    INSTITUTE = "institute", "Институт развития образования"
    SCHOOL = "school", "Общеобразовательные организации"


# Whom schools stand under.
AUTHORITIES = (GroupCode.MUNICIPAL, GroupCode.DEPARTMENT)
# Who may sit where: the roles that an organization of each group has; the first is the one that must not stay empty.
ROLES_OF_GROUP: dict[str, tuple[Role, ...]] = {
    GroupCode.DEPARTMENT: (Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.OBSERVER, Role.ADMINISTRATOR),
    GroupCode.MUNICIPAL: (Role.MUNICIPAL,),
    GroupCode.INSTITUTE: (Role.METHODOLOGIST,),
    GroupCode.SCHOOL: (Role.SCHOOL,),
}
