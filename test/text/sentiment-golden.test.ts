import { expect, test } from "vitest";
import { sentimentOf } from "../../src/text/sentiment.ts";

/** What the model says of sentences of our own, so that every machine and version of Node is held to it. After a training: write the new answers. */
const answers: readonly (readonly [string, string, string, number, number])[] = [
  ["en", "I love this new phone, the camera is amazing!", "positive", 0.001481163, 0.996170264],
  ["en", "The service was terrible and nobody answered my calls.", "negative", 0.987914015, 0.002122895],
  ["en", "The meeting starts at 10 am in room 4.", "neutral", 0.088535812, 0.267560788],
  ["en", "not good at all, I want my money back :(", "negative", 0.976803051, 0.012594518],
  ["en", "SOOOO happy for you!!! #WellDone 😍", "positive", 0.00583015, 0.991269886],
  ["en", "I can't wait for the weekend", "positive", 0.052000912, 0.913679825],
  ["fr", "Quelle belle soirée, merci à tous !", "positive", 0.055050156, 0.918329839],
  ["fr", "Le train est encore en retard, j'en ai marre", "negative", 0.712797434, 0.137065698],
  ["fr", "La réunion commence à 10 heures", "neutral", 0.130271622, 0.168055032],
  ["fr", "Je n'aime pas du tout ce film", "negative", 0.589607083, 0.200290585],
  ["de", "Was für ein schöner Tag am See", "positive", 0.291483138, 0.483007304],
  ["de", "Der Kundendienst ist eine Katastrophe", "negative", 0.818723269, 0.031746785],
  ["de", "Die Sitzung beginnt um 10 Uhr", "neutral", 0.147803686, 0.241451016],
  ["de", "Das Essen war nicht gut 😡", "negative", 0.971187589, 0.016664335],
  ["it", "Che bella giornata, sono felicissima", "positive", 0.04028009, 0.902842688],
  ["it", "Che schifo di servizio, mai più", "negative", 0.860091742, 0.102755638],
  ["it", "La riunione inizia alle 10", "neutral", 0.073999101, 0.056838045],
  ["it", "Grazie a tutti per gli auguri ❤️", "positive", 0.004549342, 0.954581133],
  ["pt", "Que dia lindo, adorei o passeio", "positive", 0.014732993, 0.922308089],
  ["pt", "O atendimento foi péssimo, nunca mais volto", "negative", 0.624688771, 0.094430827],
  ["pt", "A reunião começa às 10 horas", "neutral", 0.17122238, 0.181639375],
  ["pt", "Parabéns pelo seu aniversário 🎉", "positive", 0.024412803, 0.887541289],
  ["es", "Qué alegría verte, te quiero mucho", "positive", 0.068803953, 0.712646918],
  ["es", "El servicio es horrible, qué vergüenza", "negative", 0.821001207, 0.027768193],
  ["es", "La reunión empieza a las 10", "neutral", 0.081515915, 0.126016593],
  ["es", "No me gusta nada esta canción", "neutral", 0.337155173, 0.071030152],
  ["ar", "شكرا لكم جميعا، يوم رائع", "positive", 0.096685345, 0.76762656],
  ["ar", "الخدمة سيئة جدا ولا أحد يرد", "neutral", 0.436206232, 0.078206437],
  ["ar", "يبدأ الاجتماع في الساعة العاشرة", "positive", 0.297268785, 0.359339189],
  ["hi", "bahut accha kaam kiya bhai, maza aa gaya", "positive", 0.31353179, 0.367730836],
  ["hi", "yeh service bilkul bekar hai", "negative", 0.389696642, 0.324774816],
  ["hi", "meeting kal 10 baje hai", "positive", 0.319841959, 0.355205588],
];

test.each(answers)("says the same of %s “%s” everywhere", (language, text, label, negative, positive) => {
  const said = sentimentOf(text, language);
  expect(said.label).toBe(label);
  expect(said.negative).toBeCloseTo(negative, 8);
  expect(said.positive).toBeCloseTo(positive, 8);
});
