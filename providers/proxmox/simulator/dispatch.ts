import { checkPermission } from "./access/check.js";
import type { Call, Upload } from "./call.js";
import { forward } from "./cluster/forward.js";
import { tellManager } from "./cluster/ha/manager.js";
import { whileWriting } from "./cluster/writing.js";
import { ApiFailure, parameterFailure } from "./failure.js";
import { indexOf } from "./index-of.js";
import { answerOfLeftOut } from "./left-out.js";
import { firstNode } from "./nodes/first-node.js";
import { guestRoutes, routes } from "./routes.js";
import { specification, type Method, type Release } from "../api/specification/specification.js";
import { router } from "./verify/route.js";
import { verify, type RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

const routers = new Map<Release, ReturnType<typeof router>>();

function routerOf(release: Release): ReturnType<typeof router> {
  const known = routers.get(release) ?? router(specification(release));
  routers.set(release, known);
  return known;
}

export interface Request {
  readonly verb: string;
  /** Below `/api2/json`, as it came. */
  readonly path: string;
  readonly parameters: RawParameters;
  readonly upload?: Upload;
  /** The node that is asked; the first if not said. */
  readonly local?: string;
}

/** What PVE does with a request, in PVE's order: who asks, which method, permitted, which node, verified, done. */
export async function dispatch(world: World, request: Request, authenticate: () => string): Promise<unknown> {
  const described = specification(world.release);
  const routed = routerOf(world.release)(request.verb, request.path);
  const isOpen = routed?.method.permissions?.user === "world";
  const user = isOpen ? authenticatedOrNobody(authenticate) : authenticate();
  if (routed === undefined && request.verb === "GET" && request.path === "/") return rootIndex;
  if (routed === undefined)
    throw new ApiFailure(501, `Method '${request.verb} ${request.path}' not implemented`);
  const { method, pathParameters } = routed;
  const template = `${method.method} ${method.path}`;
  const asked = request.local ?? firstNode(world);
  const inPath = decoded(asked, pathParameters);
  for (const [name, value] of Object.entries(inPath))
    if (name in request.parameters && String(request.parameters[name]) !== value)
      throw parameterFailure({
        [name]: "duplicate parameter (already defined in URI) with conflicting values!",
      });
  const raw = { ...request.parameters, ...inPath };
  checkPermission(method, { world, user, parameters: texts(raw), path: request.path });
  const handler = routes[template];
  // An index says what is below, and asks no node about it.
  const index = handler === undefined ? indexOf(described, method) : undefined;
  if (index !== undefined) {
    verify(described, method, raw);
    return index;
  }
  const local = method.proxied === true ? (inPath["node"] ?? asked) : asked;
  if (local !== asked) {
    verify(described, { ...method, open: true, parameters: nodeOnly(method.parameters) }, raw);
    await forward(world, asked, local);
  }
  const call: Call = {
    world,
    local,
    user,
    parameters: verify(described, method, raw),
    ...(request.upload === undefined ? {} : { upload: request.upload }),
  };
  const work = () => (handler === undefined ? answerOfLeftOut(method, call) : handler(call));
  if (method.method === "GET") return work();
  const answer = await whileWriting(call, method, work);
  tellManager(guestRoutes, world);
  world.save();
  return answer;
}

const rootIndex = ["version", "cluster", "nodes", "storage", "access", "pools"].map((subdir) => ({ subdir }));

function nodeOnly(parameters: Method["parameters"] = {}): NonNullable<Method["parameters"]> {
  const { node } = parameters;
  return node === undefined ? {} : { node };
}

/** `localhost` is the node that is asked. */
function decoded(
  asked: string,
  pathParameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(pathParameters).map(([name, text]) => {
      const value = decodeURIComponent(text);
      return [name, name === "node" && value === "localhost" ? asked : value];
    }),
  );
}

/** Permissions are looked at before anything is verified. */
function texts(raw: RawParameters): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value),
    ]),
  );
}

function authenticatedOrNobody(authenticate: () => string): string {
  try {
    return authenticate();
  } catch {
    return "nobody";
  }
}
