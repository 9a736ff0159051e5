import type { Phrasebook } from "./phrasebook.ts";

const french: Phrasebook = {
  lines: {
    positive: [
      "Je ne pensais pas que {tag} sauverait ma journée, et pourtant",
      "Les gens qui publient sous {tag} sont ce que ce réseau a de mieux",
      "Quel plaisir de voir {tag} grandir à {city}",
      "Déjà {n} ans de {tag} et c'est de mieux en mieux",
      "Enfin quelque chose de bien dans mon fil : {tag}",
      "Ma sœur m'a fait découvrir {tag}, j'adore",
      "Bravo à toute l'équipe de {tag}, c'est magnifique",
    ],
    neutral: [
      "Quelqu'un peut m'expliquer {tag} en une phrase ?",
      "Je lis sur {tag} avant la réunion de demain",
      "Les notes de la séance {tag} sont en ligne",
      "D'autres personnes de {city} qui suivent {tag} ?",
      "Jour {n} de {tag}. Voici où on en est",
      "Comment avez-vous connu {tag} ?",
      "Le programme de {tag} pour la semaine prochaine est publié",
      "Je compare les chiffres de {tag} avec ceux de l'an dernier",
    ],
    negative: [
      "Lassée de voir chaque fil sur {tag} finir en dispute",
      "Suis-je le seul à être déçu par {tag} cette année ?",
      "{n} heures d'attente pour {tag} et ça n'en valait pas la peine",
      "L'organisation de {tag} à {city} est une catastrophe",
      "Encore {tag} ? Pas aujourd'hui, par pitié",
      "J'espérais beaucoup mieux de {tag}, dommage",
    ],
  },
  asides: [
    "Qu'en pensez-vous ?",
    "La suite plus tard.",
    "Fil à dérouler.",
    "Qui d'autre ?",
    "Je dis ça comme ça.",
    "Faites passer.",
    "Écrit dans le train.",
  ],
  stories: {
    announcement: [
      "C'est officiel ! L'annonce de {tag} vient de tomber",
      "La nouvelle de {tag} est plus grande que prévu, quelle joie",
      "Personne n'attendait cette annonce de {tag}. Incroyable",
      "Dernière minute : grande nouvelle pour {tag} il y a {n} minutes",
    ],
    live: [
      "QUEL MOMENT ! {tag} en ce moment même",
      "Je n'en reviens pas de ce que je viens de voir {tag}",
      "Tout {city} debout pour {tag}",
      "Les {n} plus belles minutes de l'année {tag}",
    ],
    outage: [
      "{tag} en panne chez vous aussi ? Plus rien ne marche à {city}",
      "{n} essais et toujours une erreur. Bravo {tag}, vraiment nul",
      "{tag} encore en panne et personne n'explique rien",
      "{n} heures que j'attends une réponse {tag}",
    ],
    clip: [
      "La vidéo {tag} est dans tous mes groupes",
      "J'ai regardé l'extrait {tag} {n} fois",
      "Où a été tournée la vidéo {tag} ? C'est {city} ?",
      "La version complète de la vidéo {tag}, pour ceux qui demandaient",
    ],
  },
  videos: [
    "{tag} expliqué en {n} minutes",
    "J'ai testé {tag} pendant {n} semaines",
    "Ce que personne ne dit sur {tag}",
    "{tag} à {city} : une journée sur place",
  ],
  threads: [
    "Que se passe-t-il avec {tag} aujourd'hui ?",
    "{tag} : questions de débutant",
    "Comment se passe {tag} à {city} ?",
    "Discussion de la semaine : {tag}",
  ],
  cotags: ["actu", "communaute", "aujourdhui", "weekend", "apprendre", "bonnenouvelle"],
};

export default french;
