import type { Phrasebook } from "./phrasebook.ts";

const spanish: Phrasebook = {
  lines: {
    positive: [
      "No esperaba que {tag} me alegrara el día, pero aquí estamos",
      "La gente que publica en {tag} es lo mejor de esta red",
      "Qué bonito ver crecer {tag} en {city}",
      "Ya van {n} años con {tag} y cada vez es mejor",
      "Por fin algo bueno en mi inicio: {tag}",
      "Mi hermana me enganchó a {tag} y me encanta",
      "Muy orgullosa de todos los que hicieron posible {tag}",
      "Gran idea la de {tag}, felicidades a todo el equipo",
    ],
    neutral: [
      "¿Alguien me explica {tag} en una frase?",
      "Leyendo sobre {tag} antes de la reunión de mañana",
      "Ya están publicadas las notas de la sesión de {tag}",
      "¿Alguien más de {city} siguiendo {tag}?",
      "Día {n} de {tag}. Así están las cosas",
      "¿Cómo se enteraron de {tag}?",
      "Ya salió el calendario de {tag} para la próxima semana",
      "Comparando los datos de {tag} con los del año pasado",
      "Busco fuentes sobre {tag} para un artículo",
    ],
    negative: [
      "Cansada de que cada hilo sobre {tag} acabe en la misma pelea",
      "¿Soy el único decepcionado con {tag} este año?",
      "Esperé {n} horas por {tag} y no valió la pena",
      "La organización de {tag} en {city} es un desastre",
      "¿Otra vez {tag}? Hoy no, por favor",
      "Esperaba mucho más de {tag}, qué pena",
    ],
  },
  asides: [
    "¿Qué opinan?",
    "Luego cuento más.",
    "Abro hilo.",
    "¿Quién más?",
    "Lo dejo aquí.",
    "Pásenlo.",
    "Vuelvo al trabajo.",
    "Escrito desde el tren.",
  ],
  stories: {
    announcement: [
      "¡Ya es oficial! Acaba de salir el anuncio de {tag}",
      "Lo de {tag} es más grande de lo que pensaba, qué alegría",
      "Nadie se esperaba este anuncio de {tag}. Increíble",
      "Última hora: gran noticia de {tag} hace {n} minutos",
    ],
    live: [
      "¡QUÉ MOMENTO! {tag} ahora mismo",
      "No me creo lo que acabo de ver {tag}",
      "Todo {city} de pie con {tag}",
      "Los mejores {n} minutos del año {tag}",
    ],
    outage: [
      "¿A alguien más se le cayó {tag}? En {city} no funciona nada",
      "{n} intentos y sigue el error. Muy mal, {tag}",
      "{tag} otra vez caído y nadie da explicaciones",
      "Llevo {n} horas esperando respuesta {tag}",
    ],
    clip: [
      "El video de {tag} está en todos mis grupos",
      "He visto {n} veces el clip de {tag}",
      "¿Dónde grabaron el video de {tag}? ¿Es {city}?",
      "La versión completa del video de {tag}, para quien preguntó",
    ],
  },
  videos: [
    "{tag} explicado en {n} minutos",
    "Probé {tag} durante {n} semanas",
    "Lo que nadie cuenta de {tag}",
    "{tag} en {city}: un día por dentro",
  ],
  threads: [
    "¿Qué pasa hoy con {tag}?",
    "{tag}: dudas de principiante",
    "¿Cómo se vive {tag} en {city}?",
    "Hilo semanal de {tag}",
  ],
  cotags: ["noticias", "comunidad", "hoy", "findesemana", "aprender", "buenasnoticias"],
};

export default spanish;
