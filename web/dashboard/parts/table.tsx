// A table that scrolls sideways where it is too wide, also by keyboard.

import type { ComponentChildren } from "preact";

export function ScrollTable({ caption, children, class: className }: { caption: string; children: ComponentChildren; class?: string }) {
  return (
    <div class={`scroll ${className ?? ""}`} tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
