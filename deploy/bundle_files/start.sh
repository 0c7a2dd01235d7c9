#!/bin/sh
# Installs dlplay beside itself the first time, from the folder wheels/ alone, and starts it.
case $0 in */*) cd "${0%/*}" || exit 1 ;; esac
if [ ! -f .venv/complete ]; then
    python=$(command -v python{python} || command -v python3)
    if ! "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' 2>/dev/null; then
        echo "Python {python} is not installed: see FIRST.txt. / 没有安装 Python {python}，请看 FIRST.txt。"
        exit 1
    fi
    echo "The first start takes some minutes. / 第一次启动需要几分钟。"
    "$python" -m venv .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels \
            -r requirements.txt &&
        touch .venv/complete || exit 1
fi
exec .venv/bin/python -m streamlit run app.py "$@"
