"""Why the system refused a file or a port, in Vietnamese: its own words are English."""

import errno
from types import MappingProxyType
from typing import Final

_REASONS: Final = MappingProxyType(
    {
        errno.ENOENT: "không có đường dẫn này",
        errno.EACCES: "không có quyền",
        errno.EPERM: "không có quyền",
        errno.EISDIR: "đây là một thư mục",
        errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
        errno.EEXIST: "đã có tệp mang tên này",
        errno.ENOSPC: "ổ đĩa đã đầy",
        errno.EDQUOT: "đã dùng hết phần ổ đĩa được cấp",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.EBUSY: "tệp đang được dùng",
        errno.ENAMETOOLONG: "tên quá dài",
        errno.EADDRINUSE: "cổng đang được dùng",
        errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
        errno.EIO: "ổ đĩa bị lỗi",
    }
)


def os_reason(error: OSError) -> str:
    """The reason of an error of the system; in the system's words where none is known here.

    >>> os_reason(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'không có đường dẫn này'
    """
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or str(error) or type(error).__name__
