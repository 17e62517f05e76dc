import { checkPermission } from "./access/check.js";
import type { Call, Upload } from "./call.js";
import { ApiFailure } from "./failure.js";
import { routes } from "./routes.js";
import { specification } from "../api/specification/specification.js";
import { router } from "./verify/route.js";
import { verify, type RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

const route = router(specification());

export interface Request {
  readonly verb: string;
  /** Below `/api2/json`, decoded segment by segment. */
  readonly path: string;
  readonly parameters: RawParameters;
  readonly upload?: Upload;
}

/** What PVE does with a request whose sender may be known: route, verify, permit, act. */
export async function dispatch(world: World, request: Request, authenticate: () => string): Promise<unknown> {
  const routed = route(request.verb, request.path);
  if (routed === undefined)
    throw new ApiFailure(501, `Method '${request.verb} ${request.path}' not implemented`);
  const { method, pathParameters } = routed;
  const isOpen = method.permissions?.user === "world";
  const user = isOpen ? authenticatedOrNobody(authenticate) : authenticate();
  const decoded = Object.fromEntries(
    Object.entries(pathParameters).map(([name, text]) => [name, decodeURIComponent(text)]),
  );
  const node = decoded["node"];
  const call: Call = {
    world,
    user,
    parameters: verify(specification(), method, { ...request.parameters, ...decoded }),
    ...(request.upload === undefined ? {} : { upload: request.upload }),
  };
  if (node !== undefined && !world.nodes.has(node))
    throw new ApiFailure(
      500,
      `hostname lookup '${node}' failed - failed to get address info for: ${node}: Name or service not known`,
    );
  checkPermission(method, call);
  const handler = routes[`${method.method} ${method.path}`];
  if (handler === undefined) throw new ApiFailure(501, `'${method.method} ${method.path}' is not simulated`);
  return handler(call);
}

function authenticatedOrNobody(authenticate: () => string): string {
  try {
    return authenticate();
  } catch {
    return "nobody";
  }
}
