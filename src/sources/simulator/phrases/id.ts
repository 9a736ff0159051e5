import type { Phrasebook } from "./phrasebook.ts";

const indonesian: Phrasebook = {
  lines: {
    positive: [
      "Nggak nyangka {tag} bikin hari ini jadi menyenangkan",
      "Orang-orang di {tag} memang yang terbaik",
      "Senang banget lihat {tag} makin ramai di {city}",
      "Sudah {n} tahun {tag} dan makin bagus saja",
      "Akhirnya ada kabar baik di linimasa: {tag}",
      "Terima kasih untuk semua yang membuat {tag} terjadi, keren",
    ],
    neutral: [
      "Ada yang bisa jelaskan {tag} dalam satu kalimat?",
      "Baca-baca soal {tag} sebelum rapat besok",
      "Catatan dari sesi {tag} hari ini sudah bisa dibaca",
      "Ada yang dari {city} juga mengikuti {tag}?",
      "Hari ke-{n} {tag}. Begini perkembangannya",
      "Kalian pertama kali tahu {tag} dari mana?",
      "Jadwal {tag} minggu depan sudah keluar",
    ],
    negative: [
      "Capek, setiap obrolan soal {tag} ujungnya ribut",
      "Cuma aku yang kecewa sama {tag} tahun ini?",
      "Nunggu {tag} {n} jam dan ternyata mengecewakan",
      "Pengaturan {tag} di {city} berantakan, maaf",
      "{tag} lagi? Tolong jangan hari ini",
      "Harapanku ke {tag} lebih dari ini, sedih",
    ],
  },
  asides: [
    "Menurut kalian?",
    "Lanjut nanti ya.",
    "Ada utasnya.",
    "Siapa lagi?",
    "Sekadar berbagi.",
    "Balik kerja dulu.",
  ],
  stories: {
    announcement: [
      "Resmi! Pengumuman {tag} baru saja keluar",
      "Kabar {tag} ternyata lebih besar dari dugaan, senang banget",
      "Nggak ada yang menduga pengumuman {tag} ini. Keren",
      "Kabar terbaru: berita besar soal {tag} {n} menit lalu",
    ],
    live: [
      "MOMEN YANG LUAR BIASA! {tag} sekarang",
      "Nggak percaya sama yang barusan kulihat {tag}",
      "Satu {city} berdiri untuk {tag}",
      "{n} menit terbaik tahun ini {tag}",
    ],
    outage: [
      "{tag} error juga di tempat kalian? Di {city} nggak jalan sama sekali",
      "{n} kali coba tetap gagal. Parah, {tag}",
      "{tag} rusak lagi dan nggak ada penjelasan",
      "Sudah {n} jam nunggu jawaban {tag}",
    ],
    clip: [
      "Video {tag} muncul di semua grupku",
      "Sudah nonton video {tag} {n} kali",
      "Video {tag} itu direkam di mana? {city} ya?",
      "Versi lengkap video {tag} buat yang tanya",
    ],
  },
  videos: [
    "{tag} dijelaskan dalam {n} menit",
    "Mencoba {tag} selama {n} minggu",
    "Yang jarang dibahas soal {tag}",
    "Sehari bersama {tag} di {city}",
  ],
  threads: [
    "Ada apa dengan {tag} hari ini?",
    "{tag}: pertanyaan pemula",
    "Gimana {tag} di {city}?",
    "Obrolan mingguan {tag}",
  ],
  cotags: ["berita", "komunitas", "hariini", "akhirpekan", "belajar", "kabarbaik"],
};

export default indonesian;
