export const data = (n) => ({
  slider: "temperature", low: 0.1, step: 0.05, place: 2, prompt: "ROMEO:", series: "run", of: 40, answers: n || null,
  nearest: "At {hand}: not written yet, here is {shown}", texts: { [2 + n]: [`text ${n}`, "entropy 0.5"] },
});

export const gestures = [
  { name: "ten seconds without an answer", act: (_, { clock }) => clock.pass(10_000), messages: 1 },
];
