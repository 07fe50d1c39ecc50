# SPDX-License-Identifier: MIT OR Apache-2.0
"""The variables that tell a script of a request: CGI/1.1 (RFC 3875, 4.1)."""

from oyez import FieldsLike
from oyez.fields._kinds import OctetsLike

__all__ = [
    "check_path",
    "path_info",
    "variables",
]

def variables(
    fields: FieldsLike,
    /,
    *,
    method: OctetsLike,
    path_info: OctetsLike,
    server_name: OctetsLike,
    server_port: int,
    remote_addr: OctetsLike,
    script_name: OctetsLike = "",
    query: OctetsLike | None = None,
    version: tuple[int, int] = (1, 1),
    content_length: int | None = None,
    server_software: OctetsLike = "",
    auth_type: OctetsLike | None = None,
    remote_user: OctetsLike | None = None,
    pass_authorization: bool = False,
) -> dict[str, bytes]:
    """The variables of a request with these field lines, by name (RFC 3875, 4.1).

    script_name and path_info are the path of the target, still encoded, and query is its query. server_name is the host
    that was checked, or the server's own name; auth_type and remote_user are told once credentials were found to be
    right, which are themselves not told unless pass_authorization is set.

    Not told are fields whose names are not made of letters, digits and "-", for "_" could pose as "-"; Proxy; and what
    concerns the connection alone.
    """

def path_info(path: str, script_name: str, /) -> str | None:
    """What is left of a path behind the name of a script: empty, or from a "/" on; None where it does not begin so."""

def check_path(path: OctetsLike, /) -> None:
    """Checks that a path can be told decoded, as SCRIPT_NAME and PATH_INFO are: without an encoded NUL or "/", and
    without dot segments that lead out of it.
    """
