"""What was filed is signed, numbered and sealed without a figure changed; returned, its papers say so and stay."""

import shutil
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents.signing import placing
from motcua.documents.signing.inspection import Change, inspect
from motcua.dossiers.actions import By, results_issuing, results_signing
from motcua.dossiers.actions.results_signing import NotAsked, NothingToSign
from motcua.dossiers.models import RegisterEntry
from motcua.reporting import kept
from motcua.reporting.actions import NotAllowed
from motcua.reporting.campaigns import acts
from motcua.reporting.models import FiledForm, FiledNarrative, PaperState, PaperStep, ReportPaper
from motcua.reporting.signing import actions, issuing, making, queries
from motcua.rules import registers
from tests.dossiers import resulting
from tests.dossiers.world import World
from tests.reporting import campaigning, narratives
from tests.reporting.campaigning import Places

pytestmark = pytest.mark.django_db

TODAY = date(2024, 9, 16)


@pytest.fixture
def found(settings, tmp_path) -> Places:
    """A commune that has filed form II.06a; its leader has a certificate, the commune a seal."""
    settings.MEDIA_ROOT, settings.SEALS_FOLDER = tmp_path / "files", tmp_path / "seals"
    settings.SEALS_FOLDER.mkdir()
    there = campaigning.opened(campaigning.places(("Chi Lăng",), days=2), ("II.06",))
    commune = there.communes[0]
    certified(commune)
    with_seal(commune, settings)
    campaigning.file(there, commune)
    return there


def certified(place: World) -> None:
    place.leader.full_name = resulting.NAME
    place.leader.save(update_fields=["full_name"])
    documents.register_certificate(
        content=resulting.chair().chain[0].dump(), account=place.leader, at=clock.now()
    )


def with_seal(place: World, settings) -> None:
    folder = settings.SEALS_FOLDER
    (folder / "dau.p12").write_bytes(resulting.agency_seal().as_pkcs12(resulting.PIN))
    (folder / "dau.pin").write_text(f"{resulting.PIN}\n")
    told = 'file = "dau.p12"\npin_file = "dau.pin"\n'
    (folder / f"{place.agency.code}.toml").write_text(told)


def by(account) -> By:
    return By(officer=account, at=clock.now())


def asked(place: World) -> ReportPaper:
    """The papers of everything the place has filed are prepared for its leader."""
    forms = FiledForm.objects.filter(agency=place.agency).values_list("pk", flat=True)
    signing = actions.begin(form_ids=list(forms), narrative_ids=[], by=by(place.leader))
    assert actions.prepare_all(signing.pk, draw=resulting.person, at=clock.now()) == 1
    return ReportPaper.objects.get(signing=signing, state=PaperState.WAITING)


def signed(place: World) -> ReportPaper:
    paper = asked(place)
    bare = resulting.bare(resulting.chair(), paper)
    stored = actions.put_together(paper.pk, bare, account=place.leader)
    assert stored is not None
    return actions.record(paper_id=paper.pk, stored=stored, by=by(place.leader))


def numbered(place: World, paper: ReportPaper, on: date = TODAY) -> ReportPaper:
    return issuing.take_number(paper_id=paper.pk, symbol="BC-UBND", dated_on=on, by=by(place.clerk))


def issued(place: World) -> ReportPaper:
    paper = numbered(place, signed(place))
    sealed = issuing.seal(paper.pk, draw=resulting.head, by=by(place.clerk))
    return issuing.issue(paper_id=paper.pk, sealed=sealed, by=by(place.clerk))


def give_back(found: Places) -> None:
    duty = found.duty(found.communes[0])
    acts.give_back(
        duty_id=duty.pk,
        remark="Rà soát lại cột 6.",
        seen=duty.steps.count(),
        by=found.district.leader,
        at=clock.now(),
    )


def test_a_filed_form_is_signed_by_its_head_and_sealed_by_its_agency_over_one_content(found):
    commune = found.communes[0]
    paper = issued(commune)
    roots = resulting.authority().roots
    person, agency = inspect(actions.content_of(paper), roots=roots, at=clock.now())
    assert person.is_sound
    assert agency.is_sound
    assert (person.change, agency.change) == (Change.ADDED, Change.NONE)
    assert paper.signed is not None
    assert list(paper.steps.order_by("pk").values_list("state", flat=True)) == [
        PaperState.SIGNED,
        PaperState.NUMBERED,
        PaperState.ISSUED,
    ]
    assert paper.steps.latest("pk").digest == paper.signed.digest


def test_signing_changes_no_figure(found):
    filed = FiledForm.objects.get(agency=found.communes[0].agency)
    before = kept.form_again(filed.content).result
    paper = issued(found.communes[0])
    filed.refresh_from_db()
    assert kept.form_again(filed.content).result == before
    made = making.pdf(filed, signer=found.communes[0].leader.full_name)
    assert actions.content_of(paper).startswith(made)


def test_the_number_comes_from_the_register_of_results_and_leaves_no_gap(found):
    commune = found.communes[0]
    results_issuing.note_elsewhere(
        agency=commune.agency,
        by=by(commune.clerk),
        symbol="BC-UBND",
        first=1,
        last=11,
        dated_on=TODAY,
        note="Sổ giấy",
    )
    paper = numbered(commune, signed(commune))
    assert paper.entry is not None
    assert paper.entry.first == 12
    assert RegisterEntry.objects.get(first=12).note == paper.title


def test_a_report_is_not_dated_before_it_was_signed(found):
    commune = found.communes[0]
    paper = signed(commune)
    with pytest.raises(registers.OutOfOrder):
        numbered(commune, paper, date(2024, 9, 15))


def test_a_report_is_signed_once_and_by_the_head_alone(found):
    commune = found.communes[0]
    form = FiledForm.objects.get(agency=commune.agency)
    with pytest.raises(results_signing.NoCertificate):
        actions.begin(form_ids=[form.pk], narrative_ids=[], by=by(found.district.leader))
    paper = signed(commune)
    with pytest.raises(NothingToSign):
        actions.begin(form_ids=[form.pk], narrative_ids=[], by=by(commune.leader))
    with pytest.raises(NotAsked):
        actions.put_together(paper.pk, b"", account=found.district.leader)
    with pytest.raises(NotAllowed):
        acts.leading(found.district.clerk, commune.agency.pk, clock.now())


def test_what_is_let_go_can_be_signed_anew(found):
    commune = found.communes[0]
    paper = asked(commune)
    assert actions.drop(signing=paper.signing, by=by(commune.leader)) == 1
    assert signed(commune).state == PaperState.SIGNED


def test_a_returned_filing_keeps_its_paper_which_is_superseded(found):
    commune = found.communes[0]
    paper = issued(commune)
    assert not queries.superseded([paper])
    give_back(found)
    assert queries.superseded([paper]) == {paper.pk}
    assert list(queries.of_duty(found.duty(commune))) == [paper]
    assert queries.issued_by_code(paper.code) == paper
    campaigning.file(found, commune)
    second = signed(commune)
    assert queries.superseded([paper, second]) == {paper.pk}


def test_nothing_returned_meanwhile_is_signed_numbered_or_sealed(found):
    commune = found.communes[0]
    paper = asked(commune)
    stored = actions.put_together(
        paper.pk, resulting.bare(resulting.chair(), paper), account=commune.leader
    )
    give_back(found)
    with pytest.raises(actions.Superseded):
        actions.record(paper_id=paper.pk, stored=stored, by=by(commune.leader))
    campaigning.file(found, commune)
    second = FiledForm.objects.filter(agency=commune.agency).latest("number")
    assert list(queries.signable_forms([second.pk, paper.form_id])) == [second]
    later = signed(commune)
    give_back(found)
    with pytest.raises(actions.Superseded):
        numbered(commune, later)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_narrative_report_is_signed_over_its_signers_name_and_takes_the_number_it_bears(found):
    commune = found.communes[0]
    filed = narrative(commune, signer=resulting.NAME, number="802")
    signing = actions.begin(form_ids=[], narrative_ids=[filed.pk], by=by(commune.leader))
    actions.prepare_all(signing.pk, draw=resulting.person, at=clock.now())
    paper = signing.papers.get()
    assert paper.state == PaperState.WAITING, paper.fault
    at_the_end = placing.at_the_end(page_width=paper.places["last_page"][0])
    assert paper.places["signature"]["bottom"] != at_the_end.bottom
    stored = actions.put_together(
        paper.pk, resulting.bare(resulting.chair(), paper), account=commune.leader
    )
    actions.record(paper_id=paper.pk, stored=stored, by=by(commune.leader))
    assert numbered(commune, paper).entry.first == 802
    sealed = issuing.seal(paper.pk, draw=resulting.head, by=by(commune.clerk))
    done = issuing.issue(paper_id=paper.pk, sealed=sealed, by=by(commune.clerk))
    found_again = inspect(
        actions.content_of(done), roots=resulting.authority().roots, at=clock.now()
    )
    assert [one.is_sound for one in found_again] == [True, True]
    narrative(commune, signer=resulting.NAME, number="803", filing=2)
    assert queries.superseded([done]) == {done.pk}


def test_a_report_that_names_its_signer_is_signed_by_nobody_else(found):
    commune = found.communes[0]
    filed = narrative(commune, signer="Trần Thị Khác", number="")
    with pytest.raises(actions.NotTheSigner):
        actions.begin(form_ids=[], narrative_ids=[filed.pk], by=by(commune.leader))


def narrative(place: World, *, signer: str, number: str, filing: int = 1) -> FiledNarrative:
    told = narratives.written(signer=signer, number=number, issued_on="")
    return FiledNarrative.objects.create(
        agency=place.agency,
        form="narrative",
        from_on=campaigning.QUARTER.from_on,
        to_on=campaigning.QUARTER.to_on,
        number=filing,
        content=narratives.draft(told=told).report.as_json(),
        at=clock.now(),
        by=place.leader,
    )


def test_what_was_done_with_a_paper_is_sealed(found):
    signed(found.communes[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperStep.objects.update(digest="0")
