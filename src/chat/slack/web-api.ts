import { LogLevel, webApi } from "@slack/bolt";
import { secondMs } from "../../model/clock.ts";
import { SourceError, UserError } from "../../model/errors.ts";
import type { Told } from "../../model/language.ts";
import type { Secret } from "../../model/secret.ts";

export interface WebApiOptions {
  readonly apiUrl: string;
  /** null where Groundswell is not installed in that workspace. */
  tokenOf(workspace: string): Promise<Secret | null>;
}

/** Slack's Web API, in the name of one workspace's bot. */
export interface WebApi {
  /**
   * Throws UserError where whoever reads it can mend it, SourceError where waiting does, and Refused for what else Slack says no to.
   */
  call<T>(workspace: string, ask: (client: webApi.WebClient) => Promise<T>): Promise<T>;
}

/** Slack understood and said no: `code` is its word for why (docs.slack.dev/reference/methods). */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, details: readonly string[]) {
    super(`Slack refused: ${[code, ...details].join("; ")}`);
    this.code = code;
  }
}

const timeoutMs = 10_000;

const archived: Told = {
  en: "That channel is archived. Unarchive it, or move what is tracked there to another one.",
  de: "Dieser Kanal ist archiviert. Er lässt sich wiederherstellen, oder das dort Verfolgte in einen anderen verschieben.",
  fr: "Ce canal est archivé. Désarchivez-le, ou déplacez ailleurs ce qui y est suivi.",
  es: "Ese canal está archivado. Desarchívalo o mueve a otro lo que se sigue allí.",
  pt: "Esse canal está arquivado. Desarquive-o ou mova para outro o que é acompanhado lá.",
  ja: "このチャンネルはアーカイブされています。解除するか、追跡中のものを別のチャンネルに移してください。",
};

/** What people can mend, in their words. */
const mendable: Readonly<Record<string, Told>> = {
  not_in_channel: {
    en: "I am not in that channel. Type /invite @groundswell there, then try again.",
    de: "Der Bot ist nicht in diesem Kanal. Dort /invite @groundswell eingeben, dann noch einmal versuchen.",
    fr: "Je ne suis pas dans ce canal. Tapez-y /invite @groundswell, puis réessayez.",
    es: "No estoy en ese canal. Escribe allí /invite @groundswell y prueba otra vez.",
    pt: "Não estou nesse canal. Digite lá /invite @groundswell e tente de novo.",
    ja: "ボットがこのチャンネルにいません。そこで /invite @groundswell と入力して、もう一度お試しください。",
  },
  channel_not_found: {
    en: "I cannot see that channel. If it is private, type /invite @groundswell there, then try again.",
    de: "Dieser Kanal ist nicht zu sehen. Ist er privat, dort /invite @groundswell eingeben, dann noch einmal versuchen.",
    fr: "Je ne vois pas ce canal. S’il est privé, tapez-y /invite @groundswell, puis réessayez.",
    es: "No veo ese canal. Si es privado, escribe allí /invite @groundswell y prueba otra vez.",
    pt: "Não vejo esse canal. Se for privado, digite lá /invite @groundswell e tente de novo.",
    ja: "このチャンネルが見えません。非公開の場合は、そこで /invite @groundswell と入力して、もう一度お試しください。",
  },
  is_archived: archived,
  // What chat.update calls the same.
  is_inactive: archived,
  restricted_action: {
    en: "This workspace does not let me write in that channel. One of its admins can allow it.",
    de: "In diesem Kanal lässt der Workspace den Bot nicht schreiben. Die Administration kann es erlauben.",
    fr: "Cet espace ne me laisse pas écrire dans ce canal. L’un de ses administrateurs peut l’autoriser.",
    es: "Este espacio no me deja escribir en ese canal. Alguien de administración puede permitirlo.",
    pt: "Este espaço não me deixa escrever nesse canal. Alguém da administração pode permitir.",
    ja: "このワークスペースでは、ボットがこのチャンネルに書き込めません。管理者が許可できます。",
  },
  restricted_action_read_only_channel: {
    en: "Only some may write in that channel. One of its admins can allow me to.",
    de: "In diesem Kanal dürfen nur manche schreiben. Die Administration kann es dem Bot erlauben.",
    fr: "Seules certaines personnes peuvent écrire dans ce canal. L’un de ses administrateurs peut m’y autoriser.",
    es: "En ese canal solo pueden escribir algunos. Alguien de administración puede permitírmelo.",
    pt: "Só algumas pessoas podem escrever nesse canal. Alguém da administração pode me permitir.",
    ja: "このチャンネルには一部の人しか書き込めません。管理者がボットを許可できます。",
  },
  restricted_action_thread_only_channel: {
    en: "That channel takes replies in threads only.",
    de: "In diesem Kanal sind nur Antworten in Threads möglich.",
    fr: "Ce canal n’accepte que des réponses dans des fils.",
    es: "Ese canal solo admite respuestas en hilos.",
    pt: "Esse canal só aceita respostas em conversas.",
    ja: "このチャンネルではスレッドへの返信しかできません。",
  },
  missing_scope: {
    en: "This workspace has not allowed me all I need. Install Groundswell there once more, and it is asked for.",
    de: "Dem Bot fehlen in diesem Workspace Berechtigungen. Bei einer neuen Installation von Groundswell werden sie erfragt.",
    fr: "Cet espace ne m’a pas accordé tout ce qu’il me faut. Réinstallez Groundswell, et ce sera demandé.",
    es: "Este espacio no me ha permitido todo lo que necesito. Instala Groundswell otra vez y se pedirá.",
    pt: "Este espaço não me permitiu tudo de que preciso. Instale o Groundswell de novo e será pedido.",
    ja: "このワークスペースでは必要な権限が足りません。Groundswell を再インストールすると、権限の確認が表示されます。",
  },
};

const gone: Told = {
  en: "Groundswell is not installed in that workspace any more. Install it again, and all goes on.",
  de: "Groundswell ist in diesem Workspace nicht mehr installiert. Nach neuer Installation geht alles weiter.",
  fr: "Groundswell n’est plus installé dans cet espace. Réinstallez-le et tout reprend.",
  es: "Groundswell ya no está instalado en ese espacio. Instálalo de nuevo y todo continúa.",
  pt: "O Groundswell não está mais instalado nesse espaço. Instale de novo e tudo continua.",
  ja: "このワークスペースには Groundswell がもうインストールされていません。再インストールすると続きから再開します。",
};
const goneCodes = [
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_authed",
  "org_login_required",
];

export function openWebApi({ apiUrl, tokenOf }: WebApiOptions): WebApi {
  const clients = new Map<string, { readonly token: string; readonly client: webApi.WebClient }>();
  const clientFor = (workspace: string, token: string): webApi.WebClient => {
    const known = clients.get(workspace);
    if (known?.token === token) return known.client;
    const client = new webApi.WebClient(token, {
      slackApiUrl: apiUrl,
      timeout: timeoutMs,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 2, minTimeout: 300 },
      allowAbsoluteUrls: false,
      logLevel: LogLevel.ERROR,
      logger: silent,
    });
    clients.set(workspace, { token, client });
    return client;
  };
  return {
    async call(workspace, ask) {
      const token = await tokenOf(workspace);
      if (!token) throw new UserError(gone);
      try {
        return await ask(clientFor(workspace, token.reveal()));
      } catch (error) {
        throw understood(error);
      }
    },
  };
}

interface WebApiFailure {
  readonly code?: string;
  readonly retryAfter?: number;
  readonly data?: { readonly error?: string; readonly response_metadata?: { readonly messages?: readonly string[] } };
}

function understood(error: unknown): unknown {
  const { code, retryAfter = 1, data } = error as WebApiFailure;
  switch (code) {
    case webApi.ErrorCode.RateLimitedError:
      return new SourceError("Slack", "rate-limited", { retryAfterMs: retryAfter * secondMs });
    case webApi.ErrorCode.RequestError:
    case webApi.ErrorCode.HTTPError:
      return new SourceError("Slack", "unavailable", { retryAfterMs: 30 * secondMs });
    case webApi.ErrorCode.PlatformError: {
      const why = data?.error ?? "unknown_error";
      if (goneCodes.includes(why)) return new UserError(gone);
      if (why === "ratelimited") return new SourceError("Slack", "rate-limited", { retryAfterMs: 30 * secondMs });
      const mend = mendable[why];
      return mend ? new UserError(mend) : new Refused(why, data?.response_metadata?.messages ?? []);
    }
    default:
      return error;
  }
}

/** What the library has to say comes as an error too; on its own way it could hold tokens. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
