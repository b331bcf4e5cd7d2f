// Addresses of the pages for officers: /en/office/….

import type { ComponentChildren } from "preact";

import { Link } from "../navigation.tsx";

interface Props {
  to: string[];
  ask?: Record<string, string>;
  current?: boolean;
  class?: string;
  children: ComponentChildren;
}

export function OfficeLink({ to, ...others }: Props) {
  return <Link to={{ page: "office", path: to }} {...others} />;
}
