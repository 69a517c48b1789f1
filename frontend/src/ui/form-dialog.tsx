import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Form, Submit } from "./form";

export interface FormDialogProps {
  open: boolean;
  title: string;
  /** Leaves without sending. */
  onClose: () => void;
  /** As of Form; closing after success is the caller's. */
  onSubmit: (values: FormData) => Promise<void>;
  /** The verb of going on: "Từ chối". */
  yes: string;
  /** The verb of going back: "Quay lại". */
  no: string;
  danger?: boolean;
  children: ReactNode;
}

/** A question that needs a few words before it is answered. */
export function FormDialog({ open, title, onClose, onSubmit, yes, no, danger, children }: FormDialogProps) {
  return (
    <Dialog open={open} title={title} onClose={onClose} actions={null}>
      <Form onSubmit={onSubmit} label={title}>
        {children}
        <div className="form-actions">
          <Submit kind={danger ? "danger" : "primary"}>{yes}</Submit>
          <Button kind="secondary" onClick={onClose}>
            {no}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
