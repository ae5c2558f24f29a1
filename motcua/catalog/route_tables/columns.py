"""The columns of the table, its rows as they stand in a file, and what is wrong in one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.base import text


@dataclass(frozen=True)
class Column:
    """One column: its key, how it is headed, what else heads it in decisions, how wide it is."""

    key: str
    heading: str
    width: int
    must: bool = False
    also: tuple[str, ...] = ()

    @property
    def yaml_key(self) -> str:
        """The heading as a key of a YAML file."""
        return text.fold(self.heading).replace(" ", "_")

    @property
    def names(self) -> frozenset[str]:
        """Everything the column may be called, folded."""
        return frozenset(map(text.fold, (self.heading, self.yaml_key, *self.also)))


#: What names the route a row belongs to; left empty, the row belongs to the one above.
NAMING = (
    Column("procedure", "Mã thủ tục", 11, must=True, also=("Mã TTHC", "Mã số TTHC", "Mã số")),
    Column("case", "Trường hợp", 14),
    Column("scope", "Áp dụng tại", 12, also=("Cơ quan áp dụng", "Cấp áp dụng")),
)
STEP = (
    Column("step", "Bước", 6, must=True, also=("STT", "TT", "Bước thực hiện", "Thứ tự")),
    Column(
        "name",
        "Nội dung công việc",
        32,
        must=True,
        also=("Nội dung", "Nội dung thực hiện", "Nội dung các bước", "Trình tự thực hiện"),
    ),
    Column("work", "Loại việc", 12, must=True),
    Column("unit", "Đơn vị thực hiện", 14, must=True, also=("Bộ phận thực hiện", "Đơn vị")),
    Column("post", "Người thực hiện", 15, must=True, also=("Trách nhiệm", "Chức danh")),
    Column("agency", "Cơ quan khác", 13, also=("Cơ quan phối hợp",)),
    Column(
        "time",
        "Thời gian",
        11,
        must=True,
        also=("Thời gian thực hiện", "Thời gian giải quyết", "Thời hạn"),
    ),
    Column("within", "Thời hạn tại cơ quan khác", 11),
    Column("result", "Kết quả", 18, also=("Sản phẩm", "Kết quả sản phẩm", "Kết quả/Sản phẩm")),
    Column("ways", "Bước tiếp theo", 18),
    Column("marks", "Yêu cầu", 18),
)
COLUMNS = (*NAMING, *STEP)


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: "Dòng 12", or a step of a YAML file."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """One step as it stands in the file, by column."""

    place: str
    cells: Mapping[str, str]


@dataclass
class Table:
    """The rows of one route, and what names it."""

    place: str
    procedure: str
    case: str
    scope: str
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """Two tables with the same key are for the same route."""
        return self.procedure, text.fold(self.case), text.fold(self.scope)


class NotATable(ValueError):
    """The file cannot be read as such a table; ``args[0]`` says why, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])
