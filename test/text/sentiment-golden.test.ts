import { expect, test } from "vitest";
import { sentimentOf } from "../../src/text/sentiment.ts";

/** What the model says of sentences of our own, so that every machine and version of Node is held to it. After a training: write the new answers. */
const answers: readonly (readonly [string, string, string, number, number])[] = [
  ["en", "I love this new phone, the camera is amazing!", "positive", 0.000403894, 0.998715876],
  ["en", "The service was terrible and nobody answered my calls.", "negative", 0.995360824, 0.000735731],
  ["en", "The meeting starts at 10 am in room 4.", "neutral", 0.058935702, 0.249243913],
  ["en", "not good at all, I want my money back :(", "negative", 0.972253597, 0.012103563],
  ["en", "SOOOO happy for you!!! #WellDone 😍", "positive", 0.000840408, 0.99846193],
  ["en", "I can't wait for the weekend", "positive", 0.034417845, 0.944088015],
  ["fr", "Quelle belle soirée, merci à tous !", "positive", 0.020715101, 0.958844642],
  ["fr", "Le train est encore en retard, j'en ai marre", "negative", 0.617540211, 0.142923577],
  ["fr", "La réunion commence à 10 heures", "neutral", 0.076207183, 0.174866098],
  ["fr", "Je n'aime pas du tout ce film", "negative", 0.494379803, 0.190959778],
  ["de", "Was für ein schöner Tag am See", "positive", 0.190496814, 0.575706919],
  ["de", "Der Kundendienst ist eine Katastrophe", "negative", 0.9453545, 0.012241507],
  ["de", "Die Sitzung beginnt um 10 Uhr", "neutral", 0.115755846, 0.137565057],
  ["de", "Das Essen war nicht gut 😡", "negative", 0.930843342, 0.031173521],
  ["it", "Che bella giornata, sono felicissima", "positive", 0.021336052, 0.94509129],
  ["it", "Che schifo di servizio, mai più", "negative", 0.936369785, 0.031869092],
  ["it", "La riunione inizia alle 10", "neutral", 0.142822706, 0.143235109],
  ["it", "Grazie a tutti per gli auguri ❤️", "positive", 0.004557625, 0.966952083],
  ["pt", "Que dia lindo, adorei o passeio", "positive", 0.006302624, 0.958719067],
  ["pt", "O atendimento foi péssimo, nunca mais volto", "negative", 0.771222342, 0.024464414],
  ["pt", "A reunião começa às 10 horas", "neutral", 0.249252811, 0.173276864],
  ["pt", "Parabéns pelo seu aniversário 🎉", "positive", 0.022098778, 0.875592529],
  ["es", "Qué alegría verte, te quiero mucho", "positive", 0.046596434, 0.7867009],
  ["es", "El servicio es horrible, qué vergüenza", "negative", 0.913533525, 0.011689528],
  ["es", "La reunión empieza a las 10", "neutral", 0.082208879, 0.122987342],
  ["es", "No me gusta nada esta canción", "neutral", 0.459316535, 0.067579883],
  ["ar", "شكرا لكم جميعا، يوم رائع", "positive", 0.153377152, 0.724454425],
  ["ar", "الخدمة سيئة جدا ولا أحد يرد", "negative", 0.496566649, 0.066448152],
  ["ar", "يبدأ الاجتماع في الساعة العاشرة", "neutral", 0.269132858, 0.326464132],
  ["hi", "bahut accha kaam kiya bhai, maza aa gaya", "positive", 0.29764462, 0.369658447],
  ["hi", "yeh service bilkul bekar hai", "negative", 0.439434052, 0.275121412],
  ["hi", "meeting kal 10 baje hai", "neutral", 0.29673194, 0.35136763],
];

test.each(answers)("says the same of %s “%s” everywhere", (language, text, label, negative, positive) => {
  const said = sentimentOf(text, language);
  expect(said.label).toBe(label);
  expect(said.negative).toBeCloseTo(negative, 8);
  expect(said.positive).toBeCloseTo(positive, 8);
});
