import { Agent, request } from "node:https";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  specification,
  type Method,
  type Parameter,
  type PropertyFormat,
  type Release,
} from "../../../providers/proxmox/api/specification/specification.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { asked } from "../asked.js";
import { changedParts, stateOf, type State } from "./state-of.js";
import { samplesOf } from "./samples.js";
import { isInPath, sampleRequest } from "./sample-request.js";
import { wrongTexts } from "./wrong-texts.js";

interface Wrong {
  readonly value: unknown;
  readonly problem: string;
}

const missing = "property is missing and it is not optional";
const undeclared = "property is not defined in schema and the schema does not allow additional properties";

/** Where a text takes the place of a value's name. */
const here = "\u0001";

/** What a parameter does not take by its description, with what PVE says to it. */
function wrongValues(parameter: Parameter): readonly Wrong[] {
  const { type = "string", enum: words, format, pattern, minimum, maximum, maxLength } = parameter;
  const mistyped = (value: unknown, seen: string) => ({
    value,
    problem: `type check ('${type}') failed - got ${seen}`,
  });
  if (type === "array") {
    const { items = {} } = parameter;
    return wrongValues(items)
      .filter(({ value }) => typeof value === "string")
      .map(({ value, problem }) => ({ value: [value], problem: problem.replaceAll(here, `${here}[0]`) }));
  }
  const found: Wrong[] = [mistyped({ a: 1 }, "HASH")];
  const isList = typeof format === "string" && /-a?list$/.test(format);
  if (!isList) found.push(mistyped(["1", "1"], "ARRAY"));
  if (type === "boolean")
    return [...found, mistyped("2", "'2'"), mistyped("", "''"), mistyped("yes", "'yes'")];
  if (type === "integer" || type === "number") {
    found.push(mistyped("many", "'many'"), mistyped("", "''"), mistyped("1 ", "'1 '"));
    if (type === "integer") found.push(mistyped("1.5", "'1.5'"));
    if (format !== undefined || words !== undefined) return found;
    if (minimum !== undefined)
      found.push({
        value: String(Number(minimum) - 1),
        problem: `value must have a minimum value of ${minimum}`,
      });
    if (maximum !== undefined)
      found.push({
        value: String(Number(maximum) + 1),
        problem: `value must have a maximum value of ${maximum}`,
      });
    return found;
  }
  if (typeof format === "object" || (format !== undefined && format in specification().formats))
    return [
      ...found,
      ...wrongProperties(typeof format === "object" ? format : (specification().formats[format] ?? {})),
    ];
  if (format !== undefined) {
    const [value = "", problem = ""] = wrongTexts[format.replace(/-(?:a?list|opt)$/, "")] ?? [];
    return value === "" ? found : [...found, { value, problem: `invalid format - ${problem}\n` }];
  }
  if (pattern !== undefined && !takesAnything.has(pattern))
    return [...found, { value: "\u0002\n", problem: "value does not match the regex pattern" }];
  if (maxLength !== undefined)
    found.push({
      value: "x".repeat(Number(maxLength) + 1),
      problem: `value may only be ${maxLength} characters long`,
    });
  else if (words !== undefined)
    found.push({
      value: "no such word",
      problem: `value 'no such word' does not have a value in the enumeration '${words.join(", ")}'`,
    });
  return found;
}

/** Patterns without a limit. */
const takesAnything = new Set(["(?^s:.*)", "[\\s\\S]*"]);

/** What depends on a type is optional where the type is not said. */
const isNeeded = ({ optional, oneOf }: Parameter) => oneOf === undefined && Number(optional ?? 0) === 0;

/** What the sub-keys of a property string do not take, each with all that PVE says of the whole. */
function wrongProperties(format: PropertyFormat): readonly Wrong[] {
  const own = Object.entries(format).filter(([, { alias }]) => alias === undefined);
  const needed = own.filter(([, property]) => isNeeded(property)).map(([key]) => key);
  const lacking = (but: string) =>
    needed.filter((key) => key !== but).map((key) => `${here}.${key}: ${missing}\n`);
  const refused = (key: string, value: string, problem: string): Wrong => ({
    value: `${key}=${value}`,
    problem: `invalid format - format error\n${[...lacking(key), `${here}.${key}: ${problem}\n`].join("")}`,
  });
  return [
    refused("no-such-key", "1", undeclared),
    ...own
      .filter(([, { requires }]) => requires === undefined)
      .flatMap(([key, property]) =>
        wrongValues(property)
          .filter((wrong): wrong is Wrong & { readonly value: string } => typeof wrong.value === "string")
          .filter(
            ({ value, problem }) =>
              !/^$|[\s,=]/.test(value) &&
              !(property.type === "boolean" && value === "yes") &&
              !problem.startsWith("invalid format"),
          )
          .map(({ value, problem }) => refused(key, value, problem)),
      ),
  ];
}

describe.each<Release>(["9.2", "8.4"])("every parameter of %s", (release) => {
  const { methods } = specification(release);
  let simulation: Simulation;
  let before: State;
  beforeAll(async () => {
    simulation = await simulate({ release });
    before = stateOf(simulation);
  });
  afterAll(() => simulation.close());

  /** What of each method's parameters is answered otherwise than with these errors. */
  const unlike = async (
    cases: (method: Method, name: string, parameter: Parameter) => readonly Wrong[],
  ): Promise<{ readonly tried: number; readonly wrong: readonly unknown[] }> => {
    const wrong: unknown[] = [];
    let tried = 0;
    for (const method of methods)
      for (const [declared, parameter] of Object.entries(method.parameters ?? {})) {
        if (isInPath(method, declared)) continue;
        const name = declared.replace("[n]", "0");
        for (const { value, problem } of cases(method, declared, parameter)) {
          tried += 1;
          const { parameters, ...question } = sampleRequest(method);
          const { status, errors } = await asked(simulation.world, {
            ...question,
            parameters: { ...parameters, [name]: value },
          });
          const expected = problem.replaceAll(here, name);
          const place = Array.isArray(value) && parameter.type === "array" ? `${name}[0]` : name;
          if (status !== 400 || errors?.[place] !== expected)
            wrong.push(
              `${method.method} ${method.path} ${name}=${JSON.stringify(value)}: ${status} ${JSON.stringify(errors)} instead of ${JSON.stringify(expected)}`,
            );
        }
      }
    return { tried, wrong };
  };

  it("is refused what its description does not allow, and nothing changes", async () => {
    const { tried, wrong } = await unlike((_, __, parameter) => wrongValues(parameter));
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(8000);
    expect(changedParts(before, stateOf(simulation))).toEqual([]);
  });

  it("is asked for where it must be there, and where another one requires it", async () => {
    const wrong: unknown[] = [];
    let tried = 0;
    for (const method of methods)
      for (const [name, parameter] of Object.entries(method.parameters ?? {})) {
        const { requires } = parameter;
        const isRequired = isNeeded(parameter);
        if (isInPath(method, name) || name.includes("[n]") || (!isRequired && requires === undefined))
          continue;
        tried += 1;
        const { parameters, ...question } = sampleRequest(method, isRequired ? {} : withSample(method, name));
        const lacking = isRequired ? name : (requires ?? "");
        const sent = Object.fromEntries(Object.entries(parameters).filter(([each]) => each !== lacking));
        const { errors } = await asked(simulation.world, { ...question, parameters: sent });
        const isBoth = !isRequired && Number(method.parameters?.[lacking]?.optional ?? 0) === 0;
        const expected = isRequired
          ? missing
          : `${isBoth ? `${missing}\n` : ""}missing property required by '${name}'`;
        if (errors?.[lacking] !== expected) wrong.push([method.method, method.path, name, errors]);
      }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(150);
  });
});

describe("every parameter over the network", () => {
  const { methods } = specification();
  let simulation: Simulation;
  let before: State;
  beforeAll(async () => {
    simulation = await simulate();
    before = stateOf(simulation);
  });
  afterAll(() => simulation.close());

  it(
    "is refused alike in a query, a form and JSON, and where it comes twice",
    { timeout: 60_000 },
    async () => {
      const wrong: unknown[] = [];
      for (const method of methods) {
        const once = Object.entries(method.parameters ?? {}).find(
          ([name, { type, format }]) =>
            !isInPath(method, name) && type !== "array" && format === undefined && !name.includes("["),
        );
        // A token comes to none of the methods that only root with a ticket may use.
        if (once === undefined || method.permissions === undefined || method.refusesTokens === true) continue;
        if (
          method.permissions.user === "world" ||
          JSON.stringify(method.permissions).includes(`{${once[0]}}`) ||
          method.path.endsWith("/upload")
        )
          continue;
        const [name, { type = "string" }] = once;
        const expected = `type check ('${type}') failed - got ARRAY`;
        const { path, parameters } = sampleRequest(method, { [name]: "" });
        const others = Object.entries(parameters).filter(([each]) => each !== name);
        const form = new URLSearchParams([
          ...others.map(([each, value]): [string, string] => [each, String(value)]),
          [name, "1"],
          [name, "2"],
        ]);
        const inBody = method.method === "POST" || method.method === "PUT";
        const json = JSON.stringify({ ...parameters, [name]: ["1", "2"] });
        const answers = inBody
          ? [
              await send(method, path, { type: "application/x-www-form-urlencoded", body: form.toString() }),
              await send(method, path, { type: "application/json", body: json }),
            ]
          : [await send(method, `${path}?${form.toString()}`)];
        for (const errors of answers)
          if (errors[name] !== expected) wrong.push([method.method, path, name, errors]);
      }
      expect(wrong).toEqual([]);
      expect(changedParts(before, stateOf(simulation))).toEqual([]);
    },
  );

  const agent = new Agent({ keepAlive: true });
  afterAll(() => agent.destroy());

  /** What is wrong with the parameters of a request, as its answer over the network tells. */
  const send = (
    { method }: Method,
    path: string,
    { type, body = "" }: { readonly type?: string; readonly body?: string } = {},
  ): Promise<Readonly<Record<string, string>>> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `PVEAPIToken=${simulation.token}`,
        ...(type === undefined ? {} : { "content-type": type, "content-length": Buffer.byteLength(body) }),
      };
      request(
        `${simulation.endpoint}/api2/json${path}`,
        { method, headers, agent, rejectUnauthorized: false },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
          response.on("end", () => {
            try {
              resolve(
                (JSON.parse(text) as { readonly errors?: Readonly<Record<string, string>> }).errors ?? {
                  status: `${response.statusCode} ${text}`,
                },
              );
            } catch {
              resolve({ status: `${response.statusCode} ${response.statusMessage} ${text}` });
            }
          });
        },
      )
        .on("error", reject)
        .end(body);
    });
});

function withSample(method: Method, name: string): Readonly<Record<string, string | number>> {
  return { [name]: samplesOf(method.parameters?.[name] ?? {})[0] ?? "" };
}
