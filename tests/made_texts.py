"""A report as hard-wrapped text, and what the readers make of a small file."""

from __future__ import annotations

from pathlib import Path

from corpus import Report

WRAPPED = """ Executive summary
Children in Anytown receive help that is well matched to what they need and that is
given early. This area2 has few delays and multi-
agency work is strong, which is why 56,2002 children were helped in the past year.
Leaders know their services well and have acted on what inspectors told them last
time.
The local authority
Information about this local authority area
 The director has been in post since 2014.
 In the past year:
 there were nine adoptions
 18 children left care.

Most of the figures in this section were given by the local authority itself.
2
https://www.example.org/report
Recommendations
1.

Ensure that plans are clear, so that families know what is expected of them and by
when.

2.

Ensure that reviews are on time.

The graded judgement about the experience and progress of care leavers in this
area is that it is good
3.

Care leavers are helped by workers who know them well and who keep in touch with
them in many ways until they are at least twenty one years old. They said that they
can rely on their workers, and that they are proud of what they have achieved since
they left care, at college, at work or in homes of their own. (Recommendation)
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def outline(report: Report) -> list[tuple[str, ...]]:
    return [section.heading for section in report.sections]


def texts(report: Report) -> list[str]:
    return [one.text for section in report.sections for one in section.sentences]
