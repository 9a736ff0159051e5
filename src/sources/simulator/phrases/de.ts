import type { Phrasebook } from "./phrasebook.ts";

const german: Phrasebook = {
  lines: {
    positive: [
      "Hätte nicht gedacht, dass mir {tag} den Tag rettet, aber so ist es",
      "Die Leute unter {tag} sind das Beste an diesem Netzwerk",
      "So schön zu sehen, wie {tag} in {city} wächst",
      "Schon {n} Jahre {tag} und es wird immer besser",
      "Endlich mal etwas Gutes in meiner Timeline: {tag}",
      "Meine Schwester hat mich auf {tag} gebracht, ich liebe es",
      "Großartige Idee, dieses {tag}. Danke an alle, die mitmachen",
    ],
    neutral: [
      "Kann mir jemand {tag} in einem Satz erklären?",
      "Lese mich vor dem Termin morgen in {tag} ein",
      "Die Notizen vom heutigen {tag} sind jetzt online",
      "Noch jemand aus {city}, der {tag} verfolgt?",
      "Tag {n} von {tag}. Der Stand der Dinge",
      "Wie seid ihr auf {tag} gekommen?",
      "Das Programm von {tag} für nächste Woche ist da",
      "Vergleiche gerade die Zahlen zu {tag} mit dem Vorjahr",
    ],
    negative: [
      "Müde davon, dass jede Diskussion über {tag} gleich endet",
      "Bin nur ich von {tag} dieses Jahr enttäuscht?",
      "{n} Stunden auf {tag} gewartet und es hat sich nicht gelohnt",
      "Die Organisation von {tag} in {city} ist leider ein Chaos",
      "Schon wieder {tag}? Bitte nicht heute",
      "Von {tag} hatte ich mir deutlich mehr erhofft, schade",
    ],
  },
  asides: [
    "Was meint ihr?",
    "Später mehr.",
    "Thread folgt.",
    "Wer noch?",
    "Nur so ein Gedanke.",
    "Gern teilen.",
    "Aus dem Zug geschrieben.",
  ],
  stories: {
    announcement: [
      "Jetzt ist es offiziell! Die Ankündigung zu {tag} ist raus",
      "Die Nachricht zu {tag} ist größer als gedacht, ich freue mich",
      "Mit dieser Ankündigung zu {tag} hat niemand gerechnet. Großartig",
      "Eilmeldung: große Neuigkeit zu {tag} vor {n} Minuten",
    ],
    live: [
      "WAS FÜR EIN MOMENT! {tag} gerade jetzt",
      "Ich glaube nicht, was ich da eben gesehen habe {tag}",
      "Ganz {city} steht bei {tag}",
      "Die besten {n} Minuten des Jahres {tag}",
    ],
    outage: [
      "Geht {tag} bei euch auch nicht? In {city} ist alles tot",
      "{n} Versuche und immer noch ein Fehler. Schwach, {tag}",
      "{tag} schon wieder kaputt und niemand sagt warum",
      "Seit {n} Stunden warte ich auf eine Antwort {tag}",
    ],
    clip: [
      "Das Video zu {tag} ist in jeder meiner Gruppen",
      "Habe den Clip zu {tag} jetzt {n} Mal gesehen",
      "Wo wurde das Video zu {tag} gedreht? Ist das {city}?",
      "Die ganze Fassung des Videos zu {tag}, für alle, die gefragt haben",
    ],
  },
  videos: [
    "{tag} in {n} Minuten erklärt",
    "{n} Wochen {tag} ausprobiert",
    "Was niemand über {tag} erzählt",
    "{tag} in {city}: ein Tag vor Ort",
  ],
  threads: [
    "Was ist heute mit {tag} los?",
    "{tag}: Fragen für den Einstieg",
    "Wie erlebt ihr {tag} in {city}?",
    "Wöchentlicher Faden zu {tag}",
  ],
  cotags: ["nachrichten", "gemeinschaft", "heute", "wochenende", "lernen", "gutenachrichten"],
};

export default german;
