/** What a card of the studio says of its part: a title, the rest in words, and what the check found wrong with it. */
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useProblems } from '../problems';

export function PartText({ at, title, children }: { at: string; title: string; children?: ReactNode }) {
  const problems = useProblems(at);
  return (
    <span className="m-grow">
      <strong>{title}</strong>
      {children && <span className="m-soft s-block">{children}</span>}
      {problems.map((problem, index) => <span key={index} className="m-danger s-block"><TriangleAlert size={13} aria-hidden /> {problem.message}</span>)}
    </span>
  );
}
