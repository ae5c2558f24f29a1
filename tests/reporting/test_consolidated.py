"""The whole of a form is what units filed: what adds up, what does not, what the agency adds itself."""

import pytest

from motcua.base import clock
from motcua.reporting import actions, kept, queries
from motcua.reporting.campaigns import drafts
from motcua.reporting.filled import Typed
from motcua.reporting.models import FiledForm
from tests.reporting import campaigning
from tests.reporting.campaigning import QUARTER

pytestmark = pytest.mark.django_db


def test_forms_of_one_report_are_held_against_each_other():
    both = campaigning.opened(campaigning.places(days=2))
    commune = both.communes[0]
    with pytest.raises(actions.NotReady, match=r"II\.08a: Chưa nhập: 1\.4, 3\.2"):
        campaigning.file(both, commune)
    for unit in (*both.communes, both.district):
        campaigning.type_eight(unit, **{"1_4": 1, "4_1": 1})
    campaigning.all_accepted(both)
    with pytest.raises(
        actions.NotReady, match=r"II\.08b: Chưa nhập: 1\.4, 3\.2\. Không có thì ghi 0"
    ):
        campaigning.file(both, both.district, whole=True)
    campaigning.type_eight(both.district, "II.08b", **{"1_4": 2, "4_1": 77})
    campaigning.file(both, both.district, whole=True)
    eight = kept.form_again(FiledForm.objects.get(form="II.08b").content).result
    six = kept.form_again(FiledForm.objects.get(form="II.06b").content).result
    assert eight["2.1"] == six["4"] + six["5"] == 8
    assert eight["4.3"] == six["7"]
    # A count of dossiers is what units filed, whatever was typed beside it; one procedure stays one.
    assert (eight["4.1"], eight["1.4"]) == (4, 2)
    broken = drafts.of(both.duty(both.district, whole=True), at=clock.now())[1]
    values = {"II.06b": {"4": 1, "5": 1, "7": 1}}
    told = actions.problems_of(broken.form, at=clock.now(), beside=values)
    assert any("phải bằng cột 4 + 5 của II.06b: 8 khác 2" in one for one in told)


def test_a_form_without_a_variant_adds_the_own_part_of_who_gathers():
    found = campaigning.opened(campaigning.places(days=1), ("CCHC.2", "II.01"))
    assert drafts.codes(found.duty(found.district)) == []
    for unit in (*found.communes, found.district):
        type_whole(unit, "CCHC.2", found.district is unit)
    assert drafts.codes(found.duty(found.communes[0])) == ["CCHC.2", "II.01"]
    campaigning.all_accepted(found)
    campaigning.file(found, found.district, whole=True)
    two = kept.form_again(
        FiledForm.objects.get(form="CCHC.2", agency=found.district.agency).content
    )
    assert (two.result["1.3"], two.result["1"]) == (3 * 1 + 5, 3 * 1 + 5)
    assert [part.values["1.3"] for part in two.parts] == [1, 1, 1]
    one = FiledForm.objects.get(form="II.01", agency=found.district.agency)
    assert kept.form_again(one.content).lines == ()


def type_whole(unit, code: str, above: bool) -> None:
    """Everything the form asks for: zeros, and something in one cell."""
    definition = queries.current(code, agency_id=unit.agency.pk, window=QUARTER).definition
    values = {cell.code: 0 for cell in definition.cells if cell.typed}
    actions.type_in(
        definition=definition,
        agency_id=unit.agency.pk,
        window=QUARTER,
        rows=[Typed("", values | {"1.3": 5 if above else 1})],
        seen=0,
        by=unit.leader,
        at=clock.now(),
    )


def test_the_own_part_of_who_gathers_is_asked_for():
    found = campaigning.opened(campaigning.places(("Bằng Mạc",), days=1), ("CCHC.2",))
    type_whole(found.communes[0], "CCHC.2", above=False)
    campaigning.all_accepted(found)
    with pytest.raises(
        actions.NotReady, match=r"Chưa nhập phần riêng của đơn vị tại biểu CCHC\.2: 1\.1"
    ):
        campaigning.file(found, found.district, whole=True)


def test_rows_of_one_field_become_one_row_of_the_whole():
    found = campaigning.opened(campaigning.places(("Bằng Mạc", "Vân Thủy"), days=1), ("II.05",))
    petitions = {"4": 1, "5": 0, "6": 0, "7": 1, "8": 0, "10": 1, "11": 0, "12": 0, "13": 1}
    for order, unit in enumerate(found.communes):
        actions.type_in(
            definition=queries.current(
                "II.05a", agency_id=unit.agency.pk, window=QUARTER
            ).definition,
            agency_id=unit.agency.pk,
            window=QUARTER,
            rows=[Typed("Hộ tịch", petitions), Typed(f"Đất đai {order}", petitions)],
            seen=0,
            by=unit.leader,
            at=clock.now(),
        )
    campaigning.all_accepted(found)
    campaigning.file(found, found.district, whole=True)
    whole = kept.form_again(FiledForm.objects.get(form="II.05b").content)
    assert [(line.name, line.values["3"]) for line in whole.lines] == [
        ("Hộ tịch", 2),
        ("Đất đai 0", 1),
        ("Đất đai 1", 1),
    ]
    assert whole.result["3"] == 4


def test_the_table_of_procedures_has_a_row_for_each_unit():
    found = campaigning.opened(campaigning.places(("Bằng Mạc",), days=1), ("II.07",))
    campaigning.all_accepted(found)
    campaigning.file(found, found.district, whole=True)
    whole = kept.form_again(FiledForm.objects.get(form="II.07b").content)
    assert [line.values["3"] for line in whole.lines] == [2, 2]
    assert whole.result["3"] == 4
