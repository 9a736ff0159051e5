import type { Phrasebook } from "./phrasebook.ts";

const italian: Phrasebook = {
  lines: {
    positive: [
      "Non pensavo che {tag} mi avrebbe migliorato la giornata, e invece",
      "Le persone che scrivono su {tag} sono il meglio di questo social",
      "Che bello vedere {tag} crescere a {city}",
      "Già {n} anni di {tag} ed è sempre meglio",
      "Finalmente qualcosa di bello nella mia bacheca: {tag}",
      "Bravissimi tutti quelli che hanno reso possibile {tag}",
    ],
    neutral: [
      "Qualcuno mi spiega {tag} in una frase?",
      "Leggo qualcosa su {tag} prima della riunione di domani",
      "Gli appunti della sessione di {tag} sono online",
      "Qualcun altro di {city} segue {tag}?",
      "Giorno {n} di {tag}. Ecco a che punto siamo",
      "Come avete scoperto {tag}?",
      "È uscito il programma di {tag} per la prossima settimana",
    ],
    negative: [
      "Stanca di vedere ogni discussione su {tag} finire in lite",
      "Sono l'unico deluso da {tag} quest'anno?",
      "{n} ore di attesa per {tag} e non ne valeva la pena",
      "L'organizzazione di {tag} a {city} è un disastro",
      "Ancora {tag}? Oggi no, per favore",
      "Da {tag} mi aspettavo molto di più, peccato",
    ],
  },
  asides: ["Che ne pensate?", "Poi vi racconto.", "Segue thread.", "Chi altro?", "Così, per dire.", "Passate parola."],
  stories: {
    announcement: [
      "È ufficiale! È appena uscito l'annuncio di {tag}",
      "La notizia di {tag} è più grande del previsto, che gioia",
      "Nessuno si aspettava questo annuncio di {tag}. Fantastico",
      "Ultim'ora: grande notizia su {tag} {n} minuti fa",
    ],
    live: [
      "CHE MOMENTO! {tag} proprio adesso",
      "Non ci credo a quello che ho appena visto {tag}",
      "Tutta {city} in piedi per {tag}",
      "I {n} minuti più belli dell'anno {tag}",
    ],
    outage: [
      "{tag} non va neanche a voi? A {city} non funziona niente",
      "{n} tentativi e ancora errore. Pessimo, {tag}",
      "{tag} di nuovo fuori uso e nessuno spiega perché",
      "Da {n} ore aspetto una risposta {tag}",
    ],
    clip: [
      "Il video di {tag} è in tutti i miei gruppi",
      "Ho guardato il video di {tag} {n} volte",
      "Dove è stato girato il video di {tag}? È {city}?",
      "La versione completa del video di {tag}, per chi la chiedeva",
    ],
  },
  videos: [
    "{tag} spiegato in {n} minuti",
    "Ho provato {tag} per {n} settimane",
    "Quello che nessuno dice di {tag}",
    "{tag} a {city}: una giornata sul posto",
  ],
  threads: [
    "Che succede oggi con {tag}?",
    "{tag}: domande da principiante",
    "Com'è {tag} a {city}?",
    "Discussione settimanale su {tag}",
  ],
  cotags: ["notizie", "comunita", "oggi", "finesettimana", "imparare", "buonenotizie"],
};

export default italian;
