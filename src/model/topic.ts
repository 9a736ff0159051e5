import { inEvery, type Language } from "./language.ts";

/** What posts are about. Stored in rows and written in topics.bin by their places: add at the end, rename none. */
export const topics = [
  "sports",
  "politics",
  "music",
  "film-and-television",
  "games",
  "technology",
  "business-and-finance",
  "science-and-health",
  "food-and-drink",
  "travel",
  "fashion-and-beauty",
  "news-and-disasters",
] as const;
export type Topic = (typeof topics)[number];

/** As people read them. */
export const topicNames = inEvery<Readonly<Record<Topic, string>>>({
  en: {
    sports: "Sports",
    politics: "Politics",
    music: "Music",
    "film-and-television": "Film & TV",
    games: "Games",
    technology: "Technology",
    "business-and-finance": "Business & finance",
    "science-and-health": "Science & health",
    "food-and-drink": "Food & drink",
    travel: "Travel",
    "fashion-and-beauty": "Fashion & beauty",
    "news-and-disasters": "News & disasters",
  },
  de: {
    sports: "Sport",
    politics: "Politik",
    music: "Musik",
    "film-and-television": "Film & Fernsehen",
    games: "Spiele",
    technology: "Technik",
    "business-and-finance": "Wirtschaft & Finanzen",
    "science-and-health": "Wissenschaft & Gesundheit",
    "food-and-drink": "Essen & Trinken",
    travel: "Reisen",
    "fashion-and-beauty": "Mode & Schönheit",
    "news-and-disasters": "Nachrichten & Katastrophen",
  },
  fr: {
    sports: "Sport",
    politics: "Politique",
    music: "Musique",
    "film-and-television": "Cinéma et télévision",
    games: "Jeux",
    technology: "Technologie",
    "business-and-finance": "Économie et finance",
    "science-and-health": "Science et santé",
    "food-and-drink": "Cuisine et boissons",
    travel: "Voyage",
    "fashion-and-beauty": "Mode et beauté",
    "news-and-disasters": "Actualités et catastrophes",
  },
  es: {
    sports: "Deportes",
    politics: "Política",
    music: "Música",
    "film-and-television": "Cine y televisión",
    games: "Juegos",
    technology: "Tecnología",
    "business-and-finance": "Economía y finanzas",
    "science-and-health": "Ciencia y salud",
    "food-and-drink": "Comida y bebida",
    travel: "Viajes",
    "fashion-and-beauty": "Moda y belleza",
    "news-and-disasters": "Noticias y catástrofes",
  },
  pt: {
    sports: "Esportes",
    politics: "Política",
    music: "Música",
    "film-and-television": "Cinema e televisão",
    games: "Jogos",
    technology: "Tecnologia",
    "business-and-finance": "Economia e finanças",
    "science-and-health": "Ciência e saúde",
    "food-and-drink": "Comida e bebida",
    travel: "Viagens",
    "fashion-and-beauty": "Moda e beleza",
    "news-and-disasters": "Notícias e catástrofes",
  },
  ja: {
    sports: "スポーツ",
    politics: "政治",
    music: "音楽",
    "film-and-television": "映画・テレビ",
    games: "ゲーム",
    technology: "テクノロジー",
    "business-and-finance": "ビジネス・経済",
    "science-and-health": "科学・健康",
    "food-and-drink": "食べ物・飲み物",
    travel: "旅行",
    "fashion-and-beauty": "ファッション・美容",
    "news-and-disasters": "ニュース・災害",
  },
});

/** Of one of them, or of a workspace's own list, which is called the same everywhere. */
export const topicNameIn = (name: string, language: Language): string => {
  const topic = topics.find((one) => one === name);
  return topic ? topicNames[language][topic] : name;
};
