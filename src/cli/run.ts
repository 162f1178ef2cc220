import { Command, CommanderError, Option } from 'commander';
import type { ExplainOptions } from './explain';
import type { InventoryOptions } from './inventory';
import { EXIT, Io } from './io';
import type { ReviewOptions } from './review';
import { version } from './version';
import { isUnreadable } from '../verify/readers/unreadable';
import { isUsage } from '../verify/usage';

const PATHS = 'files or directories: CloudFormation templates, cdk.out, cdktf.out, Terraform plans and states, trust policies, what the clouds\' own tools print; - reads standard input';

const PARAMETERS = 'values for the parameters of templates: {"name": "value"}, or what the tools of CloudFormation take and print';

const EXAMPLES = `
Examples:
  $ cdk-federated-roles review cdk.out
  $ cdk-federated-roles review . --fail-on unjudged
  $ cdk-federated-roles review template.yaml --parameters production.json
  $ cdk-federated-roles review plan.json --format sarif --fail-on warning > review.sarif
  $ aws iam get-account-authorization-details --filter Role | cdk-federated-roles review -
  $ cdk-federated-roles explain cdk.out --token claims.json --target deploy-production
  $ cdk-federated-roles explain account.json --token cloudtrail-event.json --all
  $ cdk-federated-roles explain trust-policy.json --token - < token.txt
  $ cdk-federated-roles inventory cdk.out cdktf.out --format markdown

Exit codes:
  review     0 clean, 1 findings at or above --fail-on (unjudged: an error, or something that was not judged)
  explain    0 some target accepts, 1 all reject, 3 none accepts and some cannot tell
  any        2 unreadable input, or a mistake in the command line
`;

/**
 * One run of the command line.
 *
 * @returns the exit code; nothing is ever thrown
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean;
  try {
    await program(io, found => { code = found; }).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

/* eslint-disable @typescript-eslint/no-require-imports -- a command is loaded when it is given: --help and mistakes are reported at once */
function program(io: Io, done: (code: number) => void): Command {
  const root = command(new Command('cdk-federated-roles'), io)
    .description('Says which CI jobs may assume which cloud roles: reviews trusts, explains tokens, lists who can assume what.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES);

  command(root.command('review'), io)
    .description('judge every trust by the rules (docs/rules)')
    .argument('<path...>', PATHS)
    .option('--parameters <file>', PARAMETERS)
    .addOption(new Option('--format <format>', 'how findings are reported').choices(['text', 'json', 'sarif', 'markdown']).default('text'))
    .addOption(new Option('--fail-on <severity>', 'the least that makes the exit code 1; unjudged is an error, or what was not judged').choices(['error', 'warning', 'never', 'unjudged']).default('error'))
    .option('--suppressions <file>', 'findings that are accepted for a while (default: .cdk-federated-roles.yaml, where there is one)')
    .option('--no-suppressions', 'report suppressed findings as well')
    .action(async (paths: string[], options: Omit<ReviewOptions, 'suppressions'> & { suppressions?: string | boolean }) => {
      const { suppressions } = options;
      const { review } = require('./review') as typeof import('./review');
      done(await review(paths, { ...options, suppressions: suppressions === true ? undefined : suppressions }, io));
    });

  command(root.command('explain'), io)
    .description('say what each target answers to a token, and why')
    .argument('<path...>', PATHS)
    .option('--parameters <file>', PARAMETERS)
    .requiredOption('--token <file>', 'a JWT, its claims as JSON, or an AssumeRoleWithWebIdentity event of CloudTrail; - reads standard input. The signature is not checked')
    .addOption(new Option('--format <format>', 'how decisions are reported').choices(['text', 'json']).default('text'))
    .option('--target <id>', 'only this target, by its id, name or ARN; * stands for any part')
    .option('--all', 'show every target at length, where the text shows the nearest and counts the rest')
    .action(async (paths: string[], options: ExplainOptions) => {
      const { explain } = require('./explain') as typeof import('./explain');
      done(await explain(paths, options, io));
    });

  command(root.command('inventory'), io)
    .description('list who can assume what from where, sorted so that two runs can be compared')
    .argument('<path...>', PATHS)
    .option('--parameters <file>', PARAMETERS)
    .addOption(new Option('--format <format>', 'how the list is reported').choices(['text', 'json', 'markdown']).default('text'))
    .action(async (paths: string[], options: InventoryOptions) => {
      const { inventory } = require('./inventory') as typeof import('./inventory');
      done(await inventory(paths, options, io));
    });
  return root;
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** What every command has alike: no word to the process itself, and no token in a message. */
function command(made: Command, io: Io): Command {
  return made
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: text => { io.stdout.write(text); },
      writeErr: () => undefined, // help that nobody asked for
      outputError: text => { io.stderr.write(`${withoutTokens(text.trim().replace(/\s*\n\s*/g, ' '))}\n`); },
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

function failed(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.clean;
    if (error.code === 'commander.help') io.stderr.write('error: name a command: review, explain or inventory; --help says more\n'); // of anything else it has said what is wrong
    return EXIT.unusable;
  }
  const message = error instanceof Error ? error.message : String(error);
  const known = isUnreadable(error) || isUsage(error);
  io.stderr.write(`error: ${withoutTokens(known ? message : `this input is more than the program can take (${message.split('\n')[0]})`)}\n`);
  return EXIT.unusable;
}

function withoutTokens(text: string): string {
  return text.replace(/eyJ[\w-]+\.[\w.-]*/g, '(a token)');
}
