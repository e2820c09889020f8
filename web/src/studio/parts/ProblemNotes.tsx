/** What the check says of one part, right where it is set. */
import { TriangleAlert } from 'lucide-react';
import { useProblems } from '../problems';

/** `apart`: what ends the pointers of problems that are said where they are. */
export function ProblemNotes({ at, apart }: { at: string; apart?: string }) {
  const problems = useProblems(at).filter(({ pointer }) => !apart || !pointer.endsWith(apart));
  if (problems.length === 0) return null;
  return (
    <div role="alert">
      <ul className="s-notes">
        {problems.map((problem, index) => (
          <li key={index}><TriangleAlert size={14} aria-hidden /><span>{problem.message}{problem.expected && <span className="s-block m-soft">{problem.expected}</span>}</span></li>
        ))}
      </ul>
    </div>
  );
}
