import type { Phrasebook } from "./phrasebook.ts";

const portuguese: Phrasebook = {
  lines: {
    positive: [
      "Não esperava que {tag} fosse alegrar meu dia, mas aqui estamos",
      "O pessoal que posta em {tag} é a melhor parte dessa rede",
      "Que lindo ver {tag} crescendo em {city}",
      "Já são {n} anos de {tag} e só melhora",
      "Finalmente coisa boa na minha timeline: {tag}",
      "Minha irmã me apresentou {tag} e agora eu amo",
      "Que ideia maravilhosa foi {tag}, parabéns a todo mundo",
    ],
    neutral: [
      "Alguém me explica {tag} em uma frase?",
      "Lendo sobre {tag} antes da reunião de amanhã",
      "As anotações da sessão de {tag} já estão no ar",
      "Mais alguém de {city} acompanhando {tag}?",
      "Dia {n} de {tag}. A situação é esta",
      "Como vocês conheceram {tag}?",
      "Saiu a programação de {tag} para a semana que vem",
      "Comparando os números de {tag} com os do ano passado",
    ],
    negative: [
      "Cansada de ver toda conversa sobre {tag} virar briga",
      "Só eu fiquei decepcionado com {tag} este ano?",
      "Esperei {n} horas por {tag} e não valeu a pena",
      "A organização de {tag} em {city} está péssima",
      "De novo {tag}? Hoje não, por favor",
      "Esperava bem mais de {tag}, que pena",
    ],
  },
  asides: [
    "O que acham?",
    "Depois conto mais.",
    "Segue o fio.",
    "Quem mais?",
    "Só isso mesmo.",
    "Passem adiante.",
    "Volto ao trabalho.",
  ],
  stories: {
    announcement: [
      "É oficial! Acabou de sair o anúncio de {tag}",
      "Gente, a notícia de {tag} é maior do que eu pensava, que alegria",
      "Ninguém esperava esse anúncio de {tag}. Incrível",
      "Urgente: grande notícia de {tag} há {n} minutos",
    ],
    live: [
      "QUE MOMENTO! {tag} agora",
      "Não acredito no que acabei de ver {tag}",
      "{city} inteira de pé com {tag}",
      "Os melhores {n} minutos do ano {tag}",
    ],
    outage: [
      "{tag} caiu para mais alguém? Aqui em {city} nada funciona",
      "{n} tentativas e o erro continua. Feio, {tag}",
      "{tag} fora do ar de novo e ninguém explica",
      "Há {n} horas esperando resposta {tag}",
    ],
    clip: [
      "O vídeo de {tag} está em todos os meus grupos",
      "Já vi o vídeo de {tag} {n} vezes",
      "Onde gravaram o vídeo de {tag}? É {city}?",
      "A versão completa do vídeo de {tag} para quem pediu",
    ],
  },
  videos: [
    "{tag} explicado em {n} minutos",
    "Testei {tag} por {n} semanas",
    "O que ninguém conta sobre {tag}",
    "{tag} em {city}: um dia por dentro",
  ],
  threads: [
    "O que está acontecendo com {tag} hoje?",
    "{tag}: dúvidas de iniciante",
    "Como é {tag} em {city}?",
    "Conversa semanal sobre {tag}",
  ],
  cotags: ["noticias", "comunidade", "hoje", "fimdesemana", "aprender", "boasnoticias"],
};

export default portuguese;
