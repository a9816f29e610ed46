import type { ReactNode } from 'react';

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      {children}
    </svg>
  );
}

export function Logo({ className }: { readonly className: string }) {
  return (
    <svg className={className} viewBox="0 0 32 32" aria-hidden="true">
      <path className="logo-bubble" d="M7 4h18a5 5 0 0 1 5 5v9a5 5 0 0 1-5 5H15l-7 6v-6H7a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5z" />
      <g className="logo-dots"><circle cx="10" cy="13.5" r="2" /><circle cx="16" cy="13.5" r="2" /><circle cx="22" cy="13.5" r="2" /></g>
    </svg>
  );
}

export const ChevronDownIcon = () => <Icon><path d="M6 9l6 6 6-6" /></Icon>;
export const LinkIcon = () => <Icon><path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1" /><path d="M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1" /></Icon>;
export const CheckIcon = () => <Icon><path d="M5 12.5l4.5 4.5L19 7.5" /></Icon>;
export const PeopleIcon = () => <Icon><circle cx="9" cy="8" r="3.5" /><path d="M2.5 20a6.5 6.5 0 0 1 13 0" /><path d="M16 4.7a3.5 3.5 0 0 1 0 6.6" /><path d="M18 14.2A6.5 6.5 0 0 1 21.5 20" /></Icon>;
export const LeaveIcon = () => <Icon><path d="M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8" /><path d="M10 12h10" /><path d="M16.5 8.5L20 12l-3.5 3.5" /></Icon>;
export const CloseIcon = () => <Icon><path d="M6 6l12 12" /><path d="M18 6L6 18" /></Icon>;
export const SendIcon = () => <Icon><path d="M5 12h14" /><path d="M13 6l6 6-6 6" /></Icon>;
export const ArrowDownIcon = () => <Icon><path d="M12 5v14" /><path d="M6 13l6 6 6-6" /></Icon>;
export const PinIcon = () => <Icon><path d="M9 3.5h6" /><path d="M10 3.5v6L6.5 14h11L14 9.5v-6" /><path d="M12 14v6.5" /></Icon>;
export const ReplyIcon = () => <Icon><path d="M9 6l-5 5 5 5" /><path d="M4 11h10a6 6 0 0 1 6 6v1.5" /></Icon>;
export const EditIcon = () => <Icon><path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19z" /><path d="M14 6.5l3.5 3.5" /></Icon>;
export const MoreIcon = () => <Icon><path d="M5 12h.01" /><path d="M12 12h.01" /><path d="M19 12h.01" /></Icon>;
export const ShieldIcon = () => <Icon><path d="M12 3l7.5 3v5c0 4.6-3 8.2-7.5 10-4.5-1.8-7.5-5.4-7.5-10V6z" /></Icon>;
export const TrashIcon = () => <Icon><path d="M4.5 7h15" /><path d="M9 7V4.5h6V7" /><path d="M6.5 7l1 13h9l1-13" /></Icon>;
