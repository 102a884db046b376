"""Vietnamese wording of accounts: the login page, the commands, the refusals."""

from typing import Final

HEADING: Final = "Đăng nhập"
NAME: Final = "Tên tài khoản"
PASSWORD: Final = "Mật khẩu"  # noqa: S105 - a label
ENTER: Final = "Đăng nhập"
AFTERWARDS: Final = "Sau khi đăng nhập, trang anh chị vừa mở sẽ hiện ra."
WHOM_TO_ASK: Final = (
    "Chưa có tài khoản hoặc quên mật khẩu: hãy hỏi người quản trị CănCứ của cơ quan."
)
LEFT: Final = "Đã đăng xuất."
ENDED: Final = "Phiên đăng nhập đã hết. Hãy đăng nhập lại."
WRONG: Final = "Tên tài khoản hoặc mật khẩu không đúng."
WAIT: Final = "Đã thử sai nhiều lần. Hãy đợi {time} rồi thử lại."
NEEDED: Final = "Cần đăng nhập để dùng CănCứ."
NEEDED_ADVICE: Final = "Chương trình hãy gửi tên và mật khẩu theo kiểu HTTP Basic."
TO_LOGIN: Final = "Mở trang đăng nhập"

ADDED: Final = "Đã thêm tài khoản “{name}”."
CHANGED: Final = "Đã đổi mật khẩu của “{name}”; các phiên đăng nhập của tài khoản này đã hết."
REMOVED: Final = "Đã xóa tài khoản “{name}”; các phiên đăng nhập của tài khoản này đã hết."
NONE_YET: Final = "Tệp chưa có tài khoản nào."
NO_ACCOUNTS: Final = "Tệp tài khoản “{path}” chưa có tài khoản nào."
ADD_HINT: Final = "Hãy thêm tài khoản: cancu accounts add TÊN --accounts {path}"
NO_FILE: Final = "Không có tệp tài khoản “{path}”."
DAMAGED: Final = "Tệp tài khoản “{path}” không đúng dạng ({reason})."
DAMAGED_HINT: Final = "Hãy sửa tệp, hoặc xóa tệp rồi thêm lại các tài khoản."
UNREADABLE: Final = "Không đọc được tệp tài khoản “{path}” ({reason})."
UNWRITABLE: Final = "Không ghi được tệp tài khoản “{path}” ({reason})."
STILL_OLD: Final = "{failure} Các tài khoản đọc được lần trước vẫn được dùng."
OPEN_TO_OTHERS: Final = (
    "Tệp tài khoản “{path}” đang cho người khác trên máy này đọc. Hãy chạy: chmod 600 {path}"
)
EXISTS: Final = "Đã có tài khoản “{name}”."
EXISTS_HINT: Final = "Muốn đổi mật khẩu: cancu accounts password {name} --accounts {path}"
UNKNOWN: Final = "Không có tài khoản “{name}”."
UNKNOWN_HINT: Final = "Xem các tài khoản: cancu accounts list --accounts {path}"
BAD_NAME: Final = "“{name}” không dùng làm tên tài khoản được."
BAD_NAME_HINT: Final = (
    "Tên gồm chữ, số, dấu cách, dấu chấm, gạch nối, gạch dưới hoặc @; bắt đầu bằng chữ hoặc số; "
    "nhiều nhất {most} ký tự."
)
TOO_SHORT: Final = "Mật khẩu phải có ít nhất {least} ký tự."
TOO_LONG: Final = "Mật khẩu có nhiều nhất {most} ký tự."
UNTYPED: Final = "Mật khẩu có ký tự không gõ được từ bàn phím."
TOO_PLAIN: Final = "Mật khẩu này quá dễ đoán."
TOO_PLAIN_HINT: Final = "Hãy dùng một câu ngắn mà chỉ anh chị biết, không chứa tên tài khoản."
ASK_PASSWORD: Final = "Mật khẩu: "  # noqa: S105 - a prompt
ASK_AGAIN: Final = "Nhập lại mật khẩu: "
DIFFERENT: Final = "Hai lần nhập mật khẩu không giống nhau."
NO_TERMINAL: Final = "Không hỏi được mật khẩu vì không có màn hình dòng lệnh."
NO_TERMINAL_HINT: Final = "Hãy đưa mật khẩu vào đầu vào chuẩn, kèm tùy chọn --password-stdin."
NEEDS_ACCOUNTS: Final = "Không mở giao diện ở địa chỉ “{host}” vì chưa có tài khoản đăng nhập."
NEEDS_ACCOUNTS_HINT: Final = (
    "Hãy dùng --host 127.0.0.1, hoặc tạo tài khoản (cancu accounts add TÊN --accounts TỆP) "
    "rồi mở lại với --accounts TỆP."
)
ONLY_WITH_ACCOUNTS: Final = "Tùy chọn “{option}” chỉ dùng cùng --accounts TỆP."
NO_PROXY: Final = "“{given}” không phải là một địa chỉ IP."


def waiting(seconds: int) -> str:
    """A time to wait, in words, never less than it is.

    >>> waiting(30), waiting(61)
    ('30 giây', '2 phút')
    """
    return f"{seconds} giây" if seconds <= 60 else f"{-(-seconds // 60)} phút"
