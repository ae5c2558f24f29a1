"""Who acts for an agency in the story: read once, asked for every act."""

from collections import defaultdict
from datetime import date

from motcua.organizations.models import Agency, Assignment, Post, Role
from motcua.people.models import Account


class Nobody(LookupError):
    """No account fills a post of the role at the agency on the day."""


class Roster:
    """Accounts and posts by agency and role, with the days they fill them."""

    def __init__(self) -> None:
        """Read the assignments as they are now; read again after agencies have closed."""
        self.agencies = {agency.pk: agency for agency in Agency.objects.all()}
        self.by_code = {agency.code: agency for agency in self.agencies.values()}
        self._filled: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for row in Assignment.objects.select_related("account", "post").order_by("pk"):
            self._filled[row.post.agency_id, row.post.role].append(row)

    def clerk(self, agency_id: int, on: date) -> Account:
        """Whoever sits at the agency's desk on a day. Raise ``Nobody``."""
        return self._one(agency_id, Role.CLERK, on, 0).account

    def leader(self, agency_id: int, on: date) -> Account:
        """Whoever leads the agency on a day. Raise ``Nobody``."""
        return self._one(agency_id, Role.LEADER, on, 0).account

    def leading(self, agency_id: int, on: date) -> tuple[Account, Post]:
        """The leader of the agency on a day, and the post. Raise ``Nobody``."""
        row = self._one(agency_id, Role.LEADER, on, 0)
        return row.account, row.post

    def officer(self, agency_id: int, on: date, turn: int) -> tuple[Account, Post]:
        """The officer of the agency whose turn it is, and the post. Raise ``Nobody``."""
        row = self._one(agency_id, Role.OFFICER, on, turn)
        return row.account, row.post

    def named(self, username: str, on: date) -> tuple[Account, Post]:
        """An account and the first post it fills on a day. Raise ``Nobody``."""
        for rows in self._filled.values():
            for row in rows:
                if row.account.username == username and row.from_on <= on:
                    return row.account, row.post
        raise Nobody(username)

    def controller(self, on: date) -> Account:
        """Whoever controls the procedures of the province on a day. Raise ``Nobody``."""
        for agency_id, role in self._filled:
            if role == Role.CONTROLLER:
                return self._one(agency_id, Role.CONTROLLER, on, 0).account
        raise Nobody(Role.CONTROLLER)

    def _one(self, agency_id: int, role: Role, on: date, turn: int) -> Assignment:
        rows = [
            row
            for row in self._filled[agency_id, role]
            if row.from_on <= on and (row.to_on is None or row.to_on >= on)
        ]
        if not rows:
            raise Nobody(agency_id, role, on)
        return rows[turn % len(rows)]
