import type { Language } from "./regions.ts";

/** One part of a name as it is written, and for handles in plain Latin letters. */
interface NamePart {
  readonly name: string;
  readonly latin: string;
}

interface NameParts {
  readonly given: readonly NamePart[];
  readonly family: readonly NamePart[];
  readonly familyFirst?: boolean;
}

/** "Name" alone is its own Latin form without accents; "名=mei" gives both. */
function parts(list: string): readonly NamePart[] {
  return list.split(" ").map((entry) => {
    const [name = "", latin] = entry.split("=");
    return {
      name,
      latin:
        latin ??
        name
          .normalize("NFD")
          .replace(/[^A-Za-z]/g, "")
          .toLowerCase(),
    };
  });
}

/** Common given and family names, combined by chance; a likeness to anybody living is one. */
export const nameParts: Readonly<Record<Language, NameParts>> = {
  en: {
    given: parts(
      "Maya Jonah Ruth Caleb Nadia Owen Tessa Felix Imani Gareth Priya Dylan Hazel Kwame Lorna Miles Zoe Amos",
    ),
    family: parts(
      "Hollis Okoro Brennan Whitlock Marsh Adeyemi Tran Fenwick Castell Dunmore Pryce Lindqvist Osei Harrow",
    ),
  },
  es: {
    given: parts("Lucía Mateo Valeria Iker Camila Joaquín Inés Bruno Renata Tomás Alma Gael Noelia Ramiro"),
    family: parts("Quiroga Ibarra Salvatierra Montes Arrieta Peñalba Zúñiga Cordero Villalobos Luján Ojeda Barrios"),
  },
  pt: {
    given: parts("Beatriz Caio Lívia Thiago Marina Davi Larissa Heitor Luana Otávio Iara Renan"),
    family: parts("Nogueira Tavares Queiroz Bittencourt Falcão Siqueira Amaral Pimentel Moura Rezende"),
  },
  de: {
    given: parts("Lena Jonas Frieda Moritz Greta Emil Svenja Till Katrin Arne Mira Henning"),
    family: parts("Brandt Kessler Lorenz Vogt Reimann Ahlers Steinbach Wulff Hartwig Dreyer"),
  },
  fr: {
    given: parts("Camille Théo Inès Bastien Élodie Hugo Maëlle Rémi Clémence Yanis Jeanne Loïc"),
    family: parts("Delorme Garnier Fontaine Lacroix Besson Tessier Marchal Vasseur Prévost Coulon"),
  },
  it: {
    given: parts("Giulia Lorenzo Chiara Davide Elisa Matteo Serena Pietro Noemi Fabio"),
    family: parts("Ferrante Colombo Marchetti Galli Rinaldi Bassani Fontana Moretti Vitale Sartori"),
  },
  ja: {
    given: parts(
      "陽菜=hina 蓮=ren 美咲=misaki 悠斗=yuto さくら=sakura 大輝=daiki 結衣=yui 翔太=shota 葵=aoi 直樹=naoki",
    ),
    family: parts(
      "森川=morikawa 石田=ishida 小野寺=onodera 高瀬=takase 松原=matsubara 西村=nishimura 岡本=okamoto 藤井=fujii",
    ),
    familyFirst: true,
  },
  hi: {
    given: parts(
      "अनन्या=ananya रोहन=rohan काव्या=kavya आरव=aarav मीरा=meera विवेक=vivek नेहा=neha करण=karan ईशा=isha समीर=sameer",
    ),
    family: parts("जोशी=joshi मेहरा=mehra त्रिवेदी=trivedi सक्सेना=saxena भट्ट=bhatt चौहान=chauhan राठी=rathi देसाई=desai"),
  },
  ar: {
    given: parts(
      "ليلى=layla كريم=karim سلمى=salma يوسف=youssef نور=nour طارق=tarek هالة=hala زياد=ziad ريم=reem أنس=anas",
    ),
    family: parts(
      "الحداد=haddad منصور=mansour الخطيب=khatib النجار=najjar سليم=saleem العلي=alali درويش=darwish قاسم=qasim",
    ),
  },
  id: {
    given: parts("Dewi Bagus Ayu Rizky Putri Fajar Intan Galih Sari Yoga"),
    family: parts("Pratama Wulandari Santoso Lestari Nugroho Maharani Setiawan Kusuma Hartono"),
  },
};

/** Second halves of handles. */
export const handleWords = [
  "writes",
  "daily",
  "notes",
  "reads",
  "onair",
  "maps",
  "bikes",
  "cooks",
  "codes",
  "runs",
  "radio",
  "lab",
  "garden",
  "films",
  "travels",
  "sketch",
  "tea",
  "live",
  "draws",
  "climbs",
] as const;
