import { once } from "node:events";
import http from "node:http";
import { text } from "node:stream/consumers";
import NextAuth from "next-auth";
import { authOptions, requestFacts } from "@/lib/auth";

/** Serves `/api/auth/**` as the application does, without Next, and answers 200 to everything else. */
export async function startSignInSite(port: number): Promise<{ stop(): Promise<void> }> {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://site.invalid");
    if (!url.pathname.startsWith("/api/auth/")) return void response.end(url.pathname + url.search);
    const body = Object.fromEntries(new URLSearchParams(await text(request)));
    const cookies = Object.fromEntries(
      (request.headers.cookie ?? "").split("; ").map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
      }),
    );
    const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) };
    const answer = Object.assign(response, {
      status: (code: number) => Object.assign(answer, { statusCode: code }),
      json: (value: unknown) =>
        answer.setHeader("content-type", "application/json").end(JSON.stringify(value)),
      send: (value: unknown) => answer.end(typeof value === "string" ? value : JSON.stringify(value)),
    });
    await NextAuth(
      Object.assign(request, { query, body, cookies }) as never,
      answer as never,
      authOptions(requestFacts(request)),
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A browser's cookies and redirects, no more. */
export class TestBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** Follows redirects over all sites. @returns the address where it ended and its text */
  async open(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; body: string; status: number }> {
    let url = address;
    let body = form === undefined ? undefined : new URLSearchParams(form).toString();
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await fetch(url, {
        method: body === undefined ? "GET" : "POST",
        redirect: "manual",
        headers: {
          cookie: this.cookieHeader(new URL(url).host),
          ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        },
        ...(body === undefined ? {} : { body }),
      });
      this.keep(new URL(url).host, response.headers.getSetCookie());
      const location = response.headers.get("location");
      const answer = await response.text();
      if (location === null) return { url, body: answer, status: response.status };
      url = new URL(location, url).href;
      body = undefined;
    }
    throw new Error(`redirected without end at ${url}`);
  }

  setCookie(host: string, name: string, value: string): void {
    this.jar(host).set(name, encodeURIComponent(value));
  }

  cookieHeader(host: string): string {
    return [...this.jar(host)].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private jar(host: string): Map<string, string> {
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  private keep(host: string, headers: string[]): void {
    for (const header of headers) {
      const [pair = "", ...attributes] = header.split("; ");
      const at = pair.indexOf("=");
      const isGone = attributes.some((attribute) =>
        /^(max-age=0|expires=Thu, 01 Jan 1970.*)$/i.test(attribute),
      );
      if (isGone) this.jar(host).delete(pair.slice(0, at));
      else this.jar(host).set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
