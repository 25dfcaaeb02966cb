-- A stock and its waits: the moment, and that moment on each working calendar.

/* part moment */,

/* part judged */
