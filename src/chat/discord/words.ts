import { inEvery, type Told, told } from "../../model/language.ts";

/** What people are told where Discord stands in the way. */
const wordsOf = inEvery({
  en: {
    gone: "That channel is gone, or I cannot see it.",
    left: "I am not in that server any more. Add me again, and all goes on.",
    untold: "You do not take direct messages from me. Allow them in this server's privacy settings.",
    elsewhere:
      "Groundswell is not in this server, only with you: use it in our direct messages, or have it added here.",
    late: "That took too long, so no window opened. Please try once more.",
    lacks: (names: string) =>
      `I lack a permission in that channel: ${names}. Allow it in the channel's settings, under Permissions, for Groundswell's role.`,
    unknownLack:
      "I may not write in that channel. Allow Groundswell's role to see it and to send messages and files there.",
  },
  de: {
    gone: "Den Kanal gibt es nicht mehr, oder ich sehe ihn nicht.",
    left: "Ich bin nicht mehr auf diesem Server. Einmal neu hinzufügen, und alles geht weiter.",
    untold:
      "Direktnachrichten von mir sind abgestellt. In den Privatsphäre-Einstellungen dieses Servers lassen sie sich erlauben.",
    elsewhere:
      "Groundswell ist nicht auf diesem Server, nur im eigenen Konto: bitte in den Direktnachrichten nutzen oder hier hinzufügen lassen.",
    late: "Das hat zu lange gedauert, darum ging kein Fenster auf. Bitte noch einmal versuchen.",
    lacks: (names: string) =>
      `In diesem Kanal fehlt mir eine Berechtigung: ${names}. In den Kanaleinstellungen unter „Berechtigungen“ lässt sie sich für Groundswells Rolle erlauben.`,
    unknownLack:
      "In diesem Kanal darf ich nicht schreiben. Groundswells Rolle braucht dort das Recht, ihn zu sehen und Nachrichten und Dateien zu senden.",
  },
  fr: {
    gone: "Ce salon n’existe plus, ou je ne le vois pas.",
    left: "Je ne suis plus sur ce serveur. Ajoutez-moi à nouveau et tout reprend.",
    untold:
      "Vous n’acceptez pas mes messages privés. Autorisez-les dans les paramètres de confidentialité de ce serveur.",
    elsewhere:
      "Groundswell n’est pas sur ce serveur, seulement chez vous : utilisez-le dans nos messages privés, ou faites-le ajouter ici.",
    late: "Cela a pris trop de temps, aucune fenêtre ne s’est ouverte. Réessayez, s’il vous plaît.",
    lacks: (names: string) =>
      `Il me manque une permission dans ce salon : ${names}. Accordez-la au rôle de Groundswell dans les paramètres du salon, sous Permissions.`,
    unknownLack:
      "Je ne peux pas écrire dans ce salon. Autorisez le rôle de Groundswell à le voir et à y envoyer messages et fichiers.",
  },
  es: {
    gone: "Ese canal ya no existe, o no lo veo.",
    left: "Ya no estoy en ese servidor. Añádeme de nuevo y todo sigue.",
    untold: "No aceptas mensajes directos míos. Permítelos en los ajustes de privacidad de este servidor.",
    elsewhere:
      "Groundswell no está en este servidor, solo contigo: úsalo en nuestros mensajes directos, o haz que lo añadan aquí.",
    late: "Tardó demasiado y no se abrió ninguna ventana. Inténtalo otra vez, por favor.",
    lacks: (names: string) =>
      `Me falta un permiso en ese canal: ${names}. Concédelo al rol de Groundswell en los ajustes del canal, en Permisos.`,
    unknownLack:
      "No puedo escribir en ese canal. Permite que el rol de Groundswell lo vea y envíe mensajes y archivos.",
  },
  pt: {
    gone: "Esse canal não existe mais, ou não consigo vê-lo.",
    left: "Não estou mais nesse servidor. Adicione-me de novo e tudo continua.",
    untold: "Você não aceita mensagens diretas minhas. Permita-as nas configurações de privacidade deste servidor.",
    elsewhere:
      "O Groundswell não está neste servidor, só com você: use-o nas nossas mensagens diretas, ou peça que o adicionem aqui.",
    late: "Demorou demais e nenhuma janela se abriu. Tente mais uma vez, por favor.",
    lacks: (names: string) =>
      `Falta-me uma permissão nesse canal: ${names}. Conceda-a ao cargo do Groundswell nas configurações do canal, em Permissões.`,
    unknownLack:
      "Não posso escrever nesse canal. Permita que o cargo do Groundswell o veja e envie mensagens e arquivos.",
  },
  ja: {
    gone: "そのチャンネルはなくなったか、こちらから見えません。",
    left: "そのサーバーにはもう参加していません。もう一度追加すると、すべて再開します。",
    untold: "ダイレクトメッセージを受け取らない設定になっています。このサーバーのプライバシー設定で許可してください。",
    elsewhere:
      "Groundswellはこのサーバーには追加されておらず、個人用としてのみ使えます。ダイレクトメッセージで使うか、サーバーに追加してもらってください。",
    late: "時間がかかりすぎたため、ウィンドウを開けませんでした。もう一度お試しください。",
    lacks: (names: string) =>
      `このチャンネルで権限が足りません：${names}。チャンネル設定の「権限」で、Groundswellのロールに許可してください。`,
    unknownLack:
      "このチャンネルに書き込めません。Groundswellのロールに、チャンネルの閲覧と、メッセージとファイルの送信を許可してください。",
  },
});

const sentence = (name: "gone" | "left" | "untold" | "elsewhere" | "late" | "unknownLack"): Told =>
  told((language) => wordsOf[language][name]);

export const said = {
  gone: sentence("gone"),
  left: sentence("left"),
  untold: sentence("untold"),
  elsewhere: sentence("elsewhere"),
  late: sentence("late"),
  unknownLack: sentence("unknownLack"),
} as const;

/** Names of permissions are Discord's own, in English. */
export const lacking = (permissions: readonly string[]): Told =>
  told((language) => wordsOf[language].lacks(permissions.join(", ")));
