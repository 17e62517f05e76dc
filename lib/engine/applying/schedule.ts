/** Something to be done after other things. */
export interface Task {
  readonly id: string;
  readonly after: ReadonlySet<string>;
  /** Says whether it succeeded; must not throw. Without it the task only gathers others. */
  readonly run?: () => Promise<boolean>;
  /** Told that it can't be done: because of the task with this id, or because the apply was stopped. */
  readonly skip?: (because: string | undefined) => void;
}

/** Runs tasks, each after those that it waits for, so many at a time; what waits for a failed one is skipped. */
export async function schedule(
  tasks: readonly Task[],
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<void> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const waiting = new Map(
    tasks.map(({ id, after }) => [id, [...after].filter((each) => byId.has(each)).length]),
  );
  const followers = new Map<string, string[]>();
  for (const { id, after } of tasks)
    for (const before of after) {
      const list = followers.get(before);
      if (list === undefined) followers.set(before, [id]);
      else list.push(id);
    }
  /** For what was not done: the task that is to blame. */
  const blame = new Map<string, string>();
  const ready = tasks.filter(({ id }) => waiting.get(id) === 0);
  const next = { position: 0 };
  let running = 0;
  await new Promise<void>((resolve) => {
    const settle = (task: Task, culprit: string | undefined) => {
      for (const id of followers.get(task.id) ?? []) {
        if (culprit !== undefined && !blame.has(id)) blame.set(id, culprit);
        const left = (waiting.get(id) ?? 0) - 1;
        waiting.set(id, left);
        const follower = byId.get(id);
        if (left === 0 && follower !== undefined) ready.push(follower);
      }
    };
    const advance = () => {
      while (next.position < ready.length && running < limit) {
        const task = ready[next.position++] as Task;
        const culprit = blame.get(task.id);
        if (culprit !== undefined || (signal.aborted && task.run !== undefined)) {
          task.skip?.(culprit);
          settle(task, culprit ?? task.id);
        } else if (task.run === undefined) settle(task, undefined);
        else {
          running++;
          void task.run().then((succeeded) => {
            running--;
            settle(task, succeeded ? undefined : task.id);
            advance();
          });
        }
      }
      if (running === 0 && next.position >= ready.length) resolve();
    };
    advance();
  });
}
