// Time that passes only when a test says so, with a count of what waits for it.

const FRAME = 20; // milliseconds between two pictures

export class Clock {
  now = 0;
  timers = new Map(); // number -> { at, every, run }
  frames = new Map(); // number -> run
  #last = 0;

  set(run, delay, every) {
    this.timers.set(++this.#last, { at: this.now + delay, every, run });
    return this.#last;
  }

  /** What pages find as their own clock. */
  get globals() {
    return {
      setTimeout: (run, delay = 0) => this.set(run, delay, null),
      setInterval: (run, delay = 0) => this.set(run, delay, Math.max(1, delay)),
      clearTimeout: (number) => this.timers.delete(number),
      clearInterval: (number) => this.timers.delete(number),
      requestAnimationFrame: (run) => { this.frames.set(++this.#last, run); return this.#last; },
      cancelAnimationFrame: (number) => this.frames.delete(number),
      performance: { now: () => this.now },
    };
  }

  /** Lets time pass: picture after picture, each after the timers that are due. */
  pass(milliseconds) {
    for (const end = this.now + milliseconds; this.now < end;) {
      this.now = Math.min(end, this.now + FRAME);
      for (const [number, timer] of [...this.timers]) if (timer.at <= this.now) this.#ring(number, timer);
      const waiting = [...this.frames.values()];
      this.frames.clear();
      for (const run of waiting) run(this.now);
    }
  }

  #ring(number, timer) {
    if (!this.timers.has(number)) return; // another one, due as well, has taken it back
    if (timer.every) timer.at += timer.every;
    else this.timers.delete(number);
    timer.run();
  }
}
