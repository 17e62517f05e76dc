import { describe, expect, it } from "vitest";

import { evaluate, type Scope } from "../../../lib/expression/evaluate.js";
import { parseBody } from "../../../lib/expression/parse-body.js";
import { references } from "../../../lib/expression/references.js";
import { plain, secret, sensitiveAt } from "../../../lib/expression/marked.js";
import { ExpressionError } from "../../../lib/expression/syntax.js";
import { targetText } from "../../../lib/expression/target.js";
import { unknown, type Value } from "../../../lib/value/value.js";

const web: Value = {
  id: "web-1",
  count: 3,
  tags: ["x", "y"],
  disks: { scsi0: { size: 4, volume: unknown } },
  nothing: null,
  password: "hunter2",
};

const scope: Scope = {
  resolve: (target) => {
    const text = targetText(target);
    if (text === "toy_vm.web") return { value: web, marks: [sensitiveAt(["password"])] };
    if (text === "var.n") return plain(5);
    if (text === "var.on") return plain(true);
    if (text === "var.token") return secret("tok");
    if (text === "var.their_token") return secret("tok", "masked");
    if (text === "local.open") return plain(unknown);
    throw new ExpressionError(`there is no ${text}`);
  },
};

const value = (text: Value) => evaluate(parseBody(text), scope).value;
const marks = (text: Value) => evaluate(parseBody(text), scope).marks.map(({ path }) => path);

describe("expressions", () => {
  it.each([
    ["plain text", "plain text"],
    ["escaped $${x} and %%{y}", "escaped ${x} and %{y}"],
    ['raw \\n " kept', 'raw \\n " kept'],
    ["${toy_vm.web.id}", "web-1"],
    ["id-${toy_vm.web.id}-${var.n}", "id-web-1-5"],
    ["${toy_vm.web.count}", 3],
    ["${toy_vm.web.tags[1]}", "y"],
    ["${toy_vm.web.tags.0}", "x"],
    ['${toy_vm.web.disks["scsi0"].size}', 4],
    ["${toy_vm.web.disks.scsi0.size}", 4],
    ["${toy_vm.web.tags[var.n - 4]}", "y"],
    ["${toy_vm.web.tags[*]}", ["x", "y"]],
    ["${toy_vm.web.nothing}", null],
    ["${toy_vm.web.disks.scsi0.volume}", unknown],
    ["a ${local.open}", unknown],
    ['${(var.n > 2) ? "yes" : "no"}', "yes"],
    ["${-var.n + 2 * 3 % 4}", -3],
    ["${!var.on || var.n <= 5 && 1 != 2}", true],
    ['${"in ${toy_vm.web.id} \\"q\\" \\u00e9"}', 'in web-1 "q" é'],
    ['${{"a" = toy_vm.web.id, b: 1}}', { a: "web-1", b: 1 }],
    ['${[for i, t in toy_vm.web.tags : "${i}${t}" if t != "x"]}', ["1y"]],
    ["${{for t in toy_vm.web.tags : t => upper(t)}}", { x: "X", y: "Y" }],
    ['${join(",", toy_vm.web.tags)}', "x,y"],
    ['${jsonencode({"b" = "<1>", "a" = [true, null]})}', '{"a":[true,null],"b":"\\u003c1\\u003e"}'],
    ["${tostring(5)}", "5"],
    ['${element(["a", "b"], 3)}', "b"],
    ['${lookup({"a" = "x"}, "b", "d")}', "d"],
    ['${merge({"a" = 1}, {"a" = 2, "c" = 3})}', { a: 2, c: 3 }],
    ['${concat(["a"], ["b"])}', ["a", "b"]],
    ['${concat([["a"], ["b"]]...)}', ["a", "b"]],
    ['${format("%s-%03d-%v%%", "a", 7, [1])}', "a-007-[1]%"],
    ['${toset(["b", "a", "b"])}', ["a", "b"]],
    ['${base64encode("é")}', "w6k="],
    ['${base64decode("w6k=")}', "é"],
    ['${try(toy_vm.web.none.x, "else")}', "else"],
    ["${can(toy_vm.web.none)}", false],
    ['${replace("a.b", ".", "-")} ${substr("hello", 1, 3)} ${trimsuffix("x.y", ".y")}', "a-b ell x"],
    ["${length(toy_vm.web.tags)}", 2],
    ["${range(3)}", [0, 1, 2]],
    ['${coalesce("", null, "c")}', "c"],
  ])("%s", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it("are found anywhere in a body, and what holds none stays as it is", () => {
    expect(value({ a: ["${var.n}", { b: "x" }], "${var.n}k": 1, n: null })).toEqual({
      a: [5, { b: "x" }],
      "5k": 1,
      n: null,
    });
  });

  it.each([
    ["${toy_vm.web.password}", [[]]],
    ["x ${toy_vm.web.password}", [[]]],
    ["${toy_vm.web}", [["password"]]],
    ["${toy_vm.web.id}", []],
    ["${upper(var.token)}", [[]]],
    ['${var.token == "x" ? 1 : 2}', [[]]],
    ["${nonsensitive(var.token)}", []],
    ["${sensitive(1)}", [[]]],
    ["${[for t in [var.token, 1] : t]}", [[0]]],
  ])("carry what is sensitive: %s", (text, expected) => {
    expect(marks(text)).toEqual(expected);
  });

  it.each([
    ["${upper(var.their_token)}", ["masked"]],
    ["${var.their_token} ${var.token}", ["sensitive"]],
    ['${var.their_token == "x" ? 1 : 2}', ["masked"]],
    ["${{ (var.their_token) = 1 }}", []],
  ])("carry apart what is sensitive and what is only not shown: %s", (text, expected) => {
    expect(evaluate(parseBody(text), scope).marks.map(({ secrecy }) => secrecy)).toEqual(expected);
  });

  it("carry where in a body something is sensitive", () => {
    expect(marks({ a: { b: "${var.token}" }, c: [1, "${var.token}"] })).toEqual([
      ["a", "b"],
      ["c", 1],
    ]);
  });

  it.each([
    ["%{ if true }x%{ endif }", /template directives .* in "%\{ if/],
    ['${file("x")}', /function "file" is not supported/],
    ["${provider::toy::slug(1)}", /functions of providers/],
    ["${module.x.y}", /"module" are not supported/],
    ["${toy_vm.web.nam}", /no "nam"; there is id, count/],
    ["${toy_vm.web.nothing.x}", /in null/],
    ["${var.n", /"}" is missing/],
    ["${}", /an expression is missing/],
    ["${var}", /the form is var\.<name>/],
    ["x ${toy_vm.web.tags}", /a list can't stand in text/],
    ["${1 / 0}", /division by zero/],
    ['${jsondecode("{${var.token}")}', /^jsondecode: the arguments can't be used$/],
  ])("are refused with what is wrong: %s", (text, message) => {
    expect(() => value(text)).toThrow(message);
  });

  it("tell what they refer to, names bound by a loop apart", () => {
    const found = references(
      parseBody({
        a: '${[for v in toy_vm.web.tags : "${v.x}${var.n}"]}',
        b: "${data.x.y.z} ${local.l[each.key]}",
      }),
    );
    expect(found.map(({ target }) => targetText(target))).toEqual([
      "toy_vm.web",
      "var.n",
      "data.x.y",
      "local.l",
      "each.key",
    ]);
  });
});
