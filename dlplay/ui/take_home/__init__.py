"""What a visitor takes home: pictures of the page as files, reports, worksheets.

The browser has the pictures, so it makes the files (the modules here, in JavaScript), and nothing is sent for
them. Python gives the words: titles, settings, questions.
"""
