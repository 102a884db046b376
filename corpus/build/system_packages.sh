#!/bin/sh
# Usage: system_packages.sh PURPOSE PACKAGE...
# Installs the Debian packages that are missing where this is root; elsewhere says in one line which.
purpose=$1
shift
missing=
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "$purpose cần thêm gói hệ thống:$missing. Hãy cài bằng: sudo apt-get install$missing (các phần khác vẫn chạy được)." >&2
exit 0
