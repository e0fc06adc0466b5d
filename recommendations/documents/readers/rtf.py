from recommendations.documents.text import Block


def read_rtf(content: bytes) -> list[Block]:
    return []
