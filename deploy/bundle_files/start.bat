@echo off
rem Installs dlplay beside itself the first time, from the folder wheels\ alone, and starts it.
chcp 65001 >nul
cd /d "%~dp0"
if exist .venv\complete goto run
py -{python} -c "" 2>nul
if errorlevel 1 (
    echo Python {python} is not installed: see FIRST.txt. / 没有安装 Python {python}，请看 FIRST.txt。
    pause
    exit /b 1
)
echo The first start takes some minutes. / 第一次启动需要几分钟。
py -{python} -m venv .venv || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels -r requirements.txt || goto failed
type nul > .venv\complete
:run
.venv\Scripts\python -m streamlit run app.py %*
exit /b
:failed
echo It could not be installed; the lines above say why. / 没有装好，原因见上面几行。
pause
exit /b 1
