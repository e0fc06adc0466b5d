from recommendations.control import Bucket
from recommendations.statuses import ObstacleKind
from recommendations.summaries.figures import Figures
from recommendations.summaries.selection import Selection
from recommendations.summaries.sentences import course_pieces, executed_pieces, obstacle_pieces

THOUSANDS = Figures(
    buckets={Bucket.DONE_ON_TIME: 1025, Bucket.IN_REVIEW: 2000},
    expected=3000,
    executed=1000,
    on_time=1000,
    received=3000,
)


def text(pieces):
    return "".join(piece.text for piece in pieces)


def links(pieces):
    return [(piece.text, piece.rows.name, piece.number) for piece in pieces if piece.rows]


def test_what_is_done_before_its_deadline_is_added_apart():
    figures = Figures(buckets={"done_on_time": 5}, expected=4, executed=3, on_time=3, received=3)
    assert text(executed_pieces(figures, Selection)) == "3 из 4 (75,0\u00a0%), досрочно ещё\u00a02"


def test_both_numbers_and_the_percent_open_their_lists():
    assert links(executed_pieces(THOUSANDS, Selection)) == [
        ("1\u00a0000", "executed", 1000),
        ("3\u00a0000", "expected", 3000),
        ("33,3\u00a0%", "expected", None),
        ("25", "early", 25),
    ]


def test_a_share_of_nothing_opens_nothing():
    pieces = executed_pieces(Figures(), Selection)
    assert text(pieces) == "0 из 0 (—)"
    assert links(pieces) == [("0", "executed", 0), ("0", "expected", 0)]


def test_thousands_stand_apart_in_a_sentence():
    assert text(course_pieces(THOUSANDS, Selection)) == "исполнено в срок\u00a01\u00a0025, на проверке\u00a02\u00a0000"


def test_obstacles_are_a_list_of_reports_that_name_them():
    pieces = obstacle_pieces([(ObstacleKind.STAFF, 1200), (ObstacleKind.OTHER, 1)], Selection)
    assert text(pieces) == "Затруднения: не хватает кадров (1\u00a0200), другое (1)"
    assert links(pieces)[0] == ("не хватает кадров (1\u00a0200)", "obstacle=staff", 1200)
    assert obstacle_pieces([], Selection) == []
