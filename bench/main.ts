import { checkovSection } from './checkov-section';
import { compileChildren } from './child-process';
import { compileLibrary } from './compiled-library';
import { decisionSection } from './decision-section';
import { Framework, lowest, newest } from './frameworks';
import { loadSection } from './load-section';
import { isKept, line } from './promise';
import { reviewSection } from './review-section';
import { attempt, Section } from './section';
import { FULL, QUICK, Size } from './size';
import { synthSection } from './synth-section';
import { terraformLoadSection } from './terraform-load-section';
import { terraformSynthSection } from './terraform-synth-section';

type MeasureSection = (framework: Framework, size: Size) => Section;

const AWS: readonly MeasureSection[] = [loadSection, synthSection];
const VERIFY: readonly MeasureSection[] = [decisionSection, reviewSection];
/** Whole processes beside each other: too long, and too uncertain on a shared machine, for a quick run. */
const BESIDE: readonly MeasureSection[] = [checkovSection];
const TERRAFORM: readonly MeasureSection[] = [terraformLoadSection, terraformSynthSection];

function main(args: readonly string[]): void {
  const unknown = args.filter(arg => arg !== '--quick');
  if (unknown.length > 0) throw new Error(`unknown argument ${unknown.join(' ')}: only --quick is known`);
  const size = args.includes('--quick') ? QUICK : FULL;
  if (size === QUICK) console.log('quick: few roles and few rounds, so a bound counts as missed only if it is missed three times\n');
  compileLibrary();
  compileChildren();

  const sections = [...measureWith(lowest(), size, [...AWS, ...TERRAFORM, ...VERIFY, ...size === QUICK ? [] : BESIDE]), ...measureWithNewest(size)];
  const kept = sections.flatMap(section => section.promises).every(isKept);
  process.exitCode = kept ? 0 : 1;
}

function* measureWithNewest(size: Size): Iterable<Section> {
  const framework = newest();
  if (size === QUICK) {
    console.log('the newest supported aws-cdk-lib, and a review beside Checkov, are measured at full size alone');
  } else if (framework) {
    yield* measureWith(framework, size, AWS);
  } else {
    console.log('newest not installed: run npm run test:newest first');
  }
}

function* measureWith(framework: Framework, size: Size, sections: readonly MeasureSection[]): Iterable<Section> {
  for (const measureSection of sections) {
    const section = attempt(size.attempts, () => measureSection(framework, size));
    console.log(`${section.text}\n\n${section.promises.map(line).join('\n')}\n`);
    yield section;
  }
}

main(process.argv.slice(2));
