import type { Language } from "../regions.ts";

/** What some everyday posts are about beside their hashtag, by the keys that topics have. */
export const topics = ["food-and-drink", "music", "sports", "technology"] as const;
export type Topic = (typeof topics)[number];

/** Lines without a feeling, each plainly about its topic; like all lines they read well for any hashtag. */
export const topicLines: Readonly<Record<Language, Readonly<Record<Topic, readonly string[]>>>> = {
  en: {
    "food-and-drink": [
      "Cooking pasta for dinner while I read {tag}",
      "{n} recipes collected under {tag} so far, two of them soups",
      "Lunch at a small restaurant in {city}, then back to {tag}",
    ],
    music: [
      "Putting together a playlist for {tag}, {n} songs so far",
      "The band plays in {city} tonight, they put {tag} on the poster",
      "Which album do you listen to while you read {tag}?",
    ],
    sports: [
      "Watching the football match with {tag} on the second screen",
      "Kick-off in {city} is at {n}, the team bus wears {tag}",
      "The coach was asked about {tag} before the game on Saturday",
    ],
    technology: [
      "Wrote a small app that counts {tag}, the source code is open",
      "Which laptop and software do you use for {tag}?",
      "Updated the server to version {n}, now back to {tag}",
    ],
  },
  de: {
    "food-and-drink": [
      "Koche gerade Nudeln zum Abendessen und lese {tag}",
      "{n} Rezepte zu {tag} gesammelt, zwei davon sind Suppen",
    ],
    music: [
      "Stelle eine Playlist für {tag} zusammen, bisher {n} Lieder",
      "Die Band spielt heute in {city}, auf dem Plakat steht {tag}",
    ],
    sports: [
      "Schaue das Fußballspiel, {tag} läuft nebenher",
      "Anpfiff in {city} ist um {n} Uhr, auf dem Mannschaftsbus steht {tag}",
    ],
    technology: [
      "Habe eine kleine App geschrieben, die {tag} zählt, der Quellcode ist offen",
      "Welchen Laptop und welche Software nehmt ihr für {tag}?",
    ],
  },
  fr: {
    "food-and-drink": [
      "Je prépare des pâtes pour le dîner en lisant {tag}",
      "{n} recettes de cuisine sous {tag} pour l'instant, dont deux soupes",
    ],
    music: [
      "Je fais une playlist pour {tag}, {n} chansons pour l'instant",
      "Le groupe joue en concert à {city} ce soir, {tag} est sur l'affiche",
    ],
    sports: [
      "Je regarde le match de football avec {tag} sur le deuxième écran",
      "Coup d'envoi à {n} h à {city}, l'équipe porte {tag} sur son bus",
    ],
    technology: [
      "J'ai écrit une petite application qui compte {tag}, le code source est ouvert",
      "Quel ordinateur et quel logiciel utilisez-vous pour {tag} ?",
    ],
  },
  es: {
    "food-and-drink": [
      "Cocinando pasta para la cena mientras leo {tag}",
      "{n} recetas de cocina en {tag} hasta ahora, dos son sopas",
    ],
    music: [
      "Estoy haciendo una lista de música para {tag}, {n} canciones hasta ahora",
      "La banda toca en concierto hoy en {city}, en el cartel pone {tag}",
    ],
    sports: [
      "Viendo el partido de fútbol con {tag} en la segunda pantalla",
      "El equipo llega a {city} a las {n}, el autobús de los jugadores lleva {tag}",
    ],
    technology: [
      "Escribí una pequeña aplicación que cuenta {tag}, el código es abierto",
      "¿Qué ordenador y qué software usan para {tag}?",
    ],
  },
  pt: {
    "food-and-drink": [
      "Cozinhando macarrão para o jantar enquanto leio {tag}",
      "{n} receitas de cozinha em {tag} até agora, duas são sopas",
    ],
    music: [
      "Montando uma playlist para {tag}, {n} músicas até agora",
      "A banda toca hoje em {city}, no cartaz do show está {tag}",
    ],
    sports: [
      "Assistindo ao jogo de futebol com {tag} na segunda tela",
      "O time chega a {city} às {n}, o ônibus dos jogadores traz {tag}",
    ],
    technology: [
      "Escrevi um pequeno aplicativo que conta {tag}, o código é aberto",
      "Qual computador e qual software vocês usam para {tag}?",
    ],
  },
  it: {
    "food-and-drink": [
      "Sto cucinando la pasta per cena mentre leggo {tag}",
      "{n} ricette di cucina sotto {tag} finora, due sono zuppe",
    ],
    music: [
      "Sto preparando una playlist per {tag}, {n} canzoni finora",
      "La band suona stasera in concerto a {city}, sul manifesto c'è {tag}",
    ],
    sports: [
      "Guardo la partita di calcio con {tag} sul secondo schermo",
      "La squadra arriva a {city} alle {n}, sul pullman dei giocatori c'è {tag}",
    ],
    technology: [
      "Ho scritto una piccola app che conta {tag}, il codice sorgente è aperto",
      "Quale computer e quale software usate per {tag}?",
    ],
  },
  ja: {
    "food-and-drink": [
      "夕食のパスタを作りながら {tag} を読んでいます",
      "{tag} の料理レシピを{n}つ集めました。二つはスープです",
    ],
    music: ["{tag} のプレイリストを作成中、今のところ{n}曲", "今夜{city}でバンドのライブ、ポスターに {tag} とあります"],
    sports: [
      "サッカーの試合を見ながら {tag} も開いています",
      "{city}での試合開始は{n}時、チームのバスに {tag} と書いてあります",
    ],
    technology: [
      "{tag} を数える小さなアプリを書きました。ソースコードは公開しています",
      "{tag} にはどのパソコンとソフトを使っていますか",
    ],
  },
  hi: {
    "food-and-drink": [
      "रात के खाने में पास्ता बना रहा हूँ और {tag} पढ़ रहा हूँ",
      "{tag} पर अब तक {n} व्यंजन विधियाँ मिलीं, दो सूप की हैं",
    ],
    music: [
      "{tag} के लिए गानों की सूची बना रहा हूँ, अब तक {n} गाने",
      "आज {city} में बैंड का संगीत कार्यक्रम है, पोस्टर पर {tag} लिखा है",
    ],
    sports: ["क्रिकेट मैच देख रहा हूँ और साथ में {tag} खुला है", "{city} में मैच {n} बजे शुरू होगा, टीम की बस पर {tag} लिखा है"],
    technology: [
      "{tag} गिनने वाला एक छोटा ऐप लिखा है, सोर्स कोड खुला है",
      "{tag} के लिए आप कौन सा लैपटॉप और सॉफ़्टवेयर इस्तेमाल करते हैं?",
    ],
  },
  ar: {
    "food-and-drink": ["أطبخ المعكرونة للعشاء وأقرأ {tag}", "جمعت {n} وصفات طبخ من {tag} حتى الآن، اثنتان منها حساء"],
    music: [
      "أجهز قائمة أغانٍ من أجل {tag}، فيها {n} أغانٍ حتى الآن",
      "الفرقة تعزف الليلة في حفل في {city} وعلى الملصق {tag}",
    ],
    sports: [
      "أشاهد مباراة كرة القدم و {tag} على الشاشة الثانية",
      "المباراة في {city} تبدأ الساعة {n} وعلى حافلة الفريق {tag}",
    ],
    technology: ["كتبت تطبيقا صغيرا يعدّ {tag} والشيفرة مفتوحة", "أي حاسوب وأي برنامج تستخدمون من أجل {tag}؟"],
  },
  id: {
    "food-and-drink": [
      "Memasak pasta untuk makan malam sambil membaca {tag}",
      "Sudah ada {n} resep masakan di {tag}, dua di antaranya sup",
    ],
    music: [
      "Menyusun daftar lagu untuk {tag}, sejauh ini {n} lagu",
      "Band itu tampil dalam konser di {city} malam ini, di posternya tertulis {tag}",
    ],
    sports: [
      "Menonton pertandingan sepak bola dengan {tag} di layar kedua",
      "Pertandingan di {city} mulai pukul {n}, di bus tim tertulis {tag}",
    ],
    technology: [
      "Menulis aplikasi kecil yang menghitung {tag}, kode sumbernya terbuka",
      "Laptop dan perangkat lunak apa yang kalian pakai untuk {tag}?",
    ],
  },
};
