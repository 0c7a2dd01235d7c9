// The sentences beside the answer, from those that the server sent with {digit} and {chance} left in them.

import { percent } from "../../numbers.js";

/** What is said of a reading: { sign, headline, detail, sure }, all text. */
export function told({ probabilities, verdict }, [first, second], words, language) {
  const put = (text, digit) =>
    text.replace("{digit}", digit).replace("{chance}", percent(probabilities[digit], language));
  const sure = verdict === "sure";
  if (sure || verdict === "unsure") {
    const sign = sure ? `${first}` : `${first}?`;
    return { sign, headline: put(words[verdict], first), detail: put(words.runner_up, second), sure };
  }
  const anyway = verdict === "unlike" ? words.nearest : words.anyway;
  return { sign: "?", headline: words[verdict], detail: put(anyway, first), sure };
}
